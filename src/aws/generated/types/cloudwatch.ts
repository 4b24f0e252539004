/** CloudWatch's shapes. Generated; timestamps are epoch milliseconds. */
import type { Body, ResponseBody } from "#protocol/http";

export interface ActionConfiguration {
  "AlarmTagsPropagation"?: AlarmTagsPropagation;
}

export interface AlarmContributor {
  "ContributorId": string;
  "ContributorAttributes": Record<string, string>;
  "StateReason": string;
  "StateTransitionedTimestamp"?: number;
}

export interface AlarmHistoryItem {
  "AlarmName"?: string;
  "AlarmContributorId"?: string;
  "AlarmType"?: "CompositeAlarm" | "MetricAlarm" | "LogAlarm";
  "Timestamp"?: number;
  "HistoryItemType"?: "ConfigurationUpdate" | "StateUpdate" | "Action" | "AlarmContributorStateUpdate" | "AlarmContributorAction";
  "HistorySummary"?: string;
  "HistoryData"?: string;
  "AlarmContributorAttributes"?: Record<string, string>;
}

export interface AlarmMuteRuleSummary {
  "AlarmMuteRuleArn"?: string;
  "ExpireDate"?: number;
  "Status"?: "SCHEDULED" | "ACTIVE" | "EXPIRED";
  "MuteType"?: string;
  "LastUpdatedTimestamp"?: number;
}

export interface AlarmPromQLCriteria {
  "Query": string;
  "PendingPeriod"?: number;
  "RecoveryPeriod"?: number;
}

export interface AlarmTagsPropagation {
  "Enabled": boolean;
  "IncludedTagKeys"?: (string)[];
  "ExcludedTagKeys"?: (string)[];
}

export interface AnomalyDetector {
  "AnomalyDetectorId"?: string;
  "Namespace"?: string;
  "MetricName"?: string;
  "Dimensions"?: (Dimension)[];
  "Stat"?: string;
  "Configuration"?: AnomalyDetectorConfiguration;
  "StateValue"?: "PENDING_TRAINING" | "TRAINED_INSUFFICIENT_DATA" | "TRAINED";
  "MetricCharacteristics"?: MetricCharacteristics;
  "SingleMetricAnomalyDetector"?: SingleMetricAnomalyDetector;
  "MetricMathAnomalyDetector"?: MetricMathAnomalyDetector;
}

export interface AnomalyDetectorConfiguration {
  "ExcludedTimeRanges"?: (Range)[];
  "MetricTimezone"?: string;
  "AdaptationSpeed"?: "FAST" | "NORMAL" | "SLOW";
  "OutlierFilteringStrength"?: "MINIMAL" | "MODERATE" | "STRICT";
}

export interface AssociateDatasetKmsKeyInput {
  "DatasetIdentifier": string;
  "KmsKeyArn": string;
}

export interface AssociateDatasetKmsKeyOutput {
}

export interface CompositeAlarm {
  "ActionsEnabled"?: boolean;
  "AlarmActions"?: (string)[];
  "AlarmArn"?: string;
  "AlarmConfigurationUpdatedTimestamp"?: number;
  "AlarmDescription"?: string;
  "AlarmName"?: string;
  "AlarmRule"?: string;
  "InsufficientDataActions"?: (string)[];
  "OKActions"?: (string)[];
  "StateReason"?: string;
  "StateReasonData"?: string;
  "StateUpdatedTimestamp"?: number;
  "StateValue"?: "OK" | "ALARM" | "INSUFFICIENT_DATA";
  "StateTransitionedTimestamp"?: number;
  "ActionsSuppressedBy"?: "WaitPeriod" | "ExtensionPeriod" | "Alarm";
  "ActionsSuppressedReason"?: string;
  "ActionsSuppressor"?: string;
  "ActionsSuppressorWaitPeriod"?: number;
  "ActionsSuppressorExtensionPeriod"?: number;
  "ActionConfiguration"?: ActionConfiguration;
}

export interface ConcurrentModificationException {
}

export interface ConflictException {
  "Message"?: string;
}

export interface CreateResourceMetricsConfigurationInput {
  "ResourceArn": string;
  "MetricSelections"?: (ResourceMetricSelection)[];
}

export interface CreateResourceMetricsConfigurationOutput {
  "ResourceMetricsConfiguration"?: ResourceMetricsConfiguration;
}

export interface DashboardEntry {
  "DashboardName"?: string;
  "DashboardArn"?: string;
  "LastModified"?: number;
  "Size"?: number;
}

export interface DashboardInvalidInputError {
  "message"?: string;
  "dashboardValidationMessages"?: (DashboardValidationMessage)[];
}

export interface DashboardNotFoundError {
  "message"?: string;
}

export interface DashboardValidationMessage {
  "DataPath"?: string;
  "Message"?: string;
}

export interface Datapoint {
  "Timestamp"?: number;
  "SampleCount"?: number;
  "Average"?: number;
  "Sum"?: number;
  "Minimum"?: number;
  "Maximum"?: number;
  "Unit"?: "Seconds" | "Microseconds" | "Milliseconds" | "Bytes" | "Kilobytes" | "Megabytes" | "Gigabytes" | "Terabytes" | "Bits" | "Kilobits" | "Megabits" | "Gigabits" | "Terabits" | "Percent" | "Count" | "Bytes/Second" | "Kilobytes/Second" | "Megabytes/Second" | "Gigabytes/Second" | "Terabytes/Second" | "Bits/Second" | "Kilobits/Second" | "Megabits/Second" | "Gigabits/Second" | "Terabits/Second" | "Count/Second" | "None";
  "ExtendedStatistics"?: Record<string, number>;
}

export interface DeleteAlarmMuteRuleInput {
  "AlarmMuteRuleName": string;
}

export interface DeleteAlarmsInput {
  "AlarmNames": (string)[];
}

export interface DeleteAnomalyDetectorInput {
  "AnomalyDetectorId"?: string;
  "Namespace"?: string;
  "MetricName"?: string;
  "Dimensions"?: (Dimension)[];
  "Stat"?: string;
  "SingleMetricAnomalyDetector"?: SingleMetricAnomalyDetector;
  "MetricMathAnomalyDetector"?: MetricMathAnomalyDetector;
}

export interface DeleteAnomalyDetectorOutput {
}

export interface DeleteDashboardsInput {
  "DashboardNames": (string)[];
}

export interface DeleteDashboardsOutput {
}

export interface DeleteInsightRulesInput {
  "RuleNames": (string)[];
}

export interface DeleteInsightRulesOutput {
  "Failures"?: (PartialFailure)[];
}

export interface DeleteMetricDataQueryDefinitionInput {
  "Id": string;
}

export interface DeleteMetricDataQueryDefinitionOutput {
}

export interface DeleteMetricStreamInput {
  "Name": string;
}

export interface DeleteMetricStreamOutput {
}

export interface DeleteResourceMetricsConfigurationInput {
  "ResourceArn": string;
}

export interface DeleteResourceMetricsConfigurationOutput {
}

export interface DescribeAlarmContributorsInput {
  "AlarmName": string;
  "NextToken"?: string;
}

export interface DescribeAlarmContributorsOutput {
  "AlarmContributors"?: (AlarmContributor)[];
  "NextToken"?: string;
}

export interface DescribeAlarmHistoryInput {
  "AlarmName"?: string;
  "AlarmContributorId"?: string;
  "AlarmTypes"?: ("CompositeAlarm" | "MetricAlarm" | "LogAlarm")[];
  "HistoryItemType"?: "ConfigurationUpdate" | "StateUpdate" | "Action" | "AlarmContributorStateUpdate" | "AlarmContributorAction";
  "StartDate"?: number;
  "EndDate"?: number;
  "MaxRecords"?: number;
  "NextToken"?: string;
  "ScanBy"?: "TimestampDescending" | "TimestampAscending";
}

export interface DescribeAlarmHistoryOutput {
  "AlarmHistoryItems"?: (AlarmHistoryItem)[];
  "NextToken"?: string;
}

export interface DescribeAlarmsForMetricInput {
  "MetricName": string;
  "Namespace": string;
  "Statistic"?: "SampleCount" | "Average" | "Sum" | "Minimum" | "Maximum";
  "ExtendedStatistic"?: string;
  "Dimensions"?: (Dimension)[];
  "Period"?: number;
  "Unit"?: "Seconds" | "Microseconds" | "Milliseconds" | "Bytes" | "Kilobytes" | "Megabytes" | "Gigabytes" | "Terabytes" | "Bits" | "Kilobits" | "Megabits" | "Gigabits" | "Terabits" | "Percent" | "Count" | "Bytes/Second" | "Kilobytes/Second" | "Megabytes/Second" | "Gigabytes/Second" | "Terabytes/Second" | "Bits/Second" | "Kilobits/Second" | "Megabits/Second" | "Gigabits/Second" | "Terabits/Second" | "Count/Second" | "None";
}

export interface DescribeAlarmsForMetricOutput {
  "MetricAlarms"?: (MetricAlarm)[];
}

export interface DescribeAlarmsInput {
  "AlarmNames"?: (string)[];
  "AlarmNamePrefix"?: string;
  "AlarmTypes"?: ("CompositeAlarm" | "MetricAlarm" | "LogAlarm")[];
  "ChildrenOfAlarmName"?: string;
  "ParentsOfAlarmName"?: string;
  "StateValue"?: "OK" | "ALARM" | "INSUFFICIENT_DATA";
  "ActionPrefix"?: string;
  "MaxRecords"?: number;
  "NextToken"?: string;
}

export interface DescribeAlarmsOutput {
  "CompositeAlarms"?: (CompositeAlarm)[];
  "MetricAlarms"?: (MetricAlarm)[];
  "LogAlarms"?: (LogAlarm)[];
  "NextToken"?: string;
}

export interface DescribeAnomalyDetectorsInput {
  "AnomalyDetectorIds"?: (string)[];
  "NextToken"?: string;
  "MaxResults"?: number;
  "Namespace"?: string;
  "MetricName"?: string;
  "Dimensions"?: (Dimension)[];
  "AnomalyDetectorTypes"?: ("SINGLE_METRIC" | "METRIC_MATH")[];
}

export interface DescribeAnomalyDetectorsOutput {
  "AnomalyDetectors"?: (AnomalyDetector)[];
  "NextToken"?: string;
}

export interface DescribeInsightRulesInput {
  "NextToken"?: string;
  "MaxResults"?: number;
}

export interface DescribeInsightRulesOutput {
  "NextToken"?: string;
  "InsightRules"?: (InsightRule)[];
}

export interface Dimension {
  "Name": string;
  "Value": string;
}

export interface DimensionFilter {
  "Name": string;
  "Value"?: string;
}

export interface DisableAlarmActionsInput {
  "AlarmNames": (string)[];
}

export interface DisableInsightRulesInput {
  "RuleNames": (string)[];
}

export interface DisableInsightRulesOutput {
  "Failures"?: (PartialFailure)[];
}

export interface DisassociateDatasetKmsKeyInput {
  "DatasetIdentifier": string;
}

export interface DisassociateDatasetKmsKeyOutput {
}

export interface EnableAlarmActionsInput {
  "AlarmNames": (string)[];
}

export interface EnableInsightRulesInput {
  "RuleNames": (string)[];
}

export interface EnableInsightRulesOutput {
  "Failures"?: (PartialFailure)[];
}

export interface Entity {
  "KeyAttributes"?: Record<string, string>;
  "Attributes"?: Record<string, string>;
}

export interface EntityMetricData {
  "Entity"?: Entity;
  "MetricData"?: (MetricDatum)[];
}

export interface EvaluationCriteria {
  "PromQLCriteria"?: AlarmPromQLCriteria;
}

export interface EvaluationWindow {
  "WallClockWindow"?: WallClockWindow;
  "SlidingWindow"?: SlidingWindow;
}

export interface GetAlarmMuteRuleInput {
  "AlarmMuteRuleName": string;
}

export interface GetAlarmMuteRuleOutput {
  "Name"?: string;
  "AlarmMuteRuleArn"?: string;
  "Description"?: string;
  "Rule"?: Rule;
  "MuteTargets"?: MuteTargets;
  "StartDate"?: number;
  "ExpireDate"?: number;
  "Status"?: "SCHEDULED" | "ACTIVE" | "EXPIRED";
  "LastUpdatedTimestamp"?: number;
  "MuteType"?: string;
}

export interface GetDashboardInput {
  "DashboardName": string;
}

export interface GetDashboardOutput {
  "DashboardArn"?: string;
  "DashboardBody"?: string;
  "DashboardName"?: string;
}

export interface GetDatasetInput {
  "DatasetIdentifier": string;
}

export interface GetDatasetOutput {
  "DatasetId"?: string;
  "Arn"?: string;
  "KmsKeyArn"?: string;
}

export interface GetInsightRuleReportInput {
  "RuleName": string;
  "StartTime": number;
  "EndTime": number;
  "Period": number;
  "MaxContributorCount"?: number;
  "Metrics"?: (string)[];
  "OrderBy"?: string;
}

export interface GetInsightRuleReportOutput {
  "KeyLabels"?: (string)[];
  "AggregationStatistic"?: string;
  "AggregateValue"?: number;
  "ApproximateUniqueCount"?: number;
  "Contributors"?: (InsightRuleContributor)[];
  "MetricDatapoints"?: (InsightRuleMetricDatapoint)[];
}

export interface GetMetricDataInput {
  "MetricDataQueries": (MetricDataQuery)[];
  "StartTime": number;
  "EndTime": number;
  "NextToken"?: string;
  "ScanBy"?: "TimestampDescending" | "TimestampAscending";
  "MaxDatapoints"?: number;
  "LabelOptions"?: LabelOptions;
}

export interface GetMetricDataOutput {
  "MetricDataResults"?: (MetricDataResult)[];
  "NextToken"?: string;
  "Messages"?: (MessageData)[];
}

export interface GetMetricDataQueryDefinitionInput {
  "Id": string;
}

export interface GetMetricDataQueryDefinitionOutput {
  "Id"?: string;
  "Arn"?: string;
  "Path"?: string;
  "Expression"?: string;
  "Type"?: "PROMQL" | "SQL" | "METRIC_MATH";
  "CreatedAt"?: number;
  "UpdatedAt"?: number;
}

export interface GetMetricStatisticsInput {
  "Namespace": string;
  "MetricName": string;
  "Dimensions"?: (Dimension)[];
  "StartTime": number;
  "EndTime": number;
  "Period": number;
  "Statistics"?: ("SampleCount" | "Average" | "Sum" | "Minimum" | "Maximum")[];
  "ExtendedStatistics"?: (string)[];
  "Unit"?: "Seconds" | "Microseconds" | "Milliseconds" | "Bytes" | "Kilobytes" | "Megabytes" | "Gigabytes" | "Terabytes" | "Bits" | "Kilobits" | "Megabits" | "Gigabits" | "Terabits" | "Percent" | "Count" | "Bytes/Second" | "Kilobytes/Second" | "Megabytes/Second" | "Gigabytes/Second" | "Terabytes/Second" | "Bits/Second" | "Kilobits/Second" | "Megabits/Second" | "Gigabits/Second" | "Terabits/Second" | "Count/Second" | "None";
}

export interface GetMetricStatisticsOutput {
  "Label"?: string;
  "Datapoints"?: (Datapoint)[];
}

export interface GetMetricStreamInput {
  "Name": string;
}

export interface GetMetricStreamOutput {
  "Arn"?: string;
  "Name"?: string;
  "IncludeFilters"?: (MetricStreamFilter)[];
  "ExcludeFilters"?: (MetricStreamFilter)[];
  "FirehoseArn"?: string;
  "RoleArn"?: string;
  "State"?: string;
  "CreationDate"?: number;
  "LastUpdateDate"?: number;
  "OutputFormat"?: "json" | "opentelemetry0.7" | "opentelemetry1.0";
  "StatisticsConfigurations"?: (MetricStreamStatisticsConfiguration)[];
  "IncludeLinkedAccountsMetrics"?: boolean;
}

export interface GetMetricWidgetImageInput {
  "MetricWidget": string;
  "OutputFormat"?: string;
}

export interface GetMetricWidgetImageOutput {
  "MetricWidgetImage"?: Uint8Array;
}

export interface GetOTelEnrichmentInput {
}

export interface GetOTelEnrichmentOutput {
  "Status"?: "Running" | "Stopped";
  "IncludeFilters"?: (OTelEnrichmentMetricSelector)[];
  "ExcludeFilters"?: (OTelEnrichmentMetricSelector)[];
  "CreatedAt"?: number;
  "UpdatedAt"?: number;
}

export interface GetResourceMetricsConfigurationInput {
  "ResourceArn": string;
}

export interface GetResourceMetricsConfigurationOutput {
  "ResourceMetricsConfiguration"?: ResourceMetricsConfiguration;
}

export interface InsightRule {
  "Name": string;
  "State": string;
  "Schema": string;
  "Definition": string;
  "ManagedRule"?: boolean;
  "ApplyOnTransformedLogs"?: boolean;
}

export interface InsightRuleContributor {
  "Keys": (string)[];
  "ApproximateAggregateValue": number;
  "Datapoints": (InsightRuleContributorDatapoint)[];
}

export interface InsightRuleContributorDatapoint {
  "Timestamp": number;
  "ApproximateValue": number;
}

export interface InsightRuleMetricDatapoint {
  "Timestamp": number;
  "UniqueContributors"?: number;
  "MaxContributorValue"?: number;
  "SampleCount"?: number;
  "Average"?: number;
  "Sum"?: number;
  "Minimum"?: number;
  "Maximum"?: number;
}

export interface InternalServiceFault {
  "Message"?: string;
}

export interface InvalidFormatFault {
  "message"?: string;
}

export interface InvalidNextToken {
  "message"?: string;
}

export interface InvalidParameterCombinationException {
  "message"?: string;
}

export interface InvalidParameterValueException {
  "message"?: string;
}

export interface KmsAccessDeniedException {
  "Message": string;
}

export interface KmsKeyDisabledException {
  "Message": string;
}

export interface KmsKeyNotFoundException {
  "Message": string;
}

export interface LabelOptions {
  "Timezone"?: string;
}

export interface LimitExceededException {
}

export interface LimitExceededFault {
  "message"?: string;
}

export interface ListAlarmMuteRulesInput {
  "AlarmName"?: string;
  "Statuses"?: ("SCHEDULED" | "ACTIVE" | "EXPIRED")[];
  "MaxRecords"?: number;
  "NextToken"?: string;
}

export interface ListAlarmMuteRulesOutput {
  "AlarmMuteRuleSummaries"?: (AlarmMuteRuleSummary)[];
  "NextToken"?: string;
}

export interface ListDashboardsInput {
  "DashboardNamePrefix"?: string;
  "NextToken"?: string;
}

export interface ListDashboardsOutput {
  "DashboardEntries"?: (DashboardEntry)[];
  "NextToken"?: string;
}

export interface ListManagedInsightRulesInput {
  "ResourceARN": string;
  "NextToken"?: string;
  "MaxResults"?: number;
}

export interface ListManagedInsightRulesOutput {
  "ManagedRules"?: (ManagedRuleDescription)[];
  "NextToken"?: string;
}

export interface ListMetricDataQueryDefinitionsInput {
  "MaxResults"?: number;
  "NextToken"?: string;
}

export interface ListMetricDataQueryDefinitionsOutput {
  "Items"?: (MetricDataQueryDefinitionSummary)[];
  "NextToken"?: string;
}

export interface ListMetricStreamsInput {
  "NextToken"?: string;
  "MaxResults"?: number;
}

export interface ListMetricStreamsOutput {
  "NextToken"?: string;
  "Entries"?: (MetricStreamEntry)[];
}

export interface ListMetricsInput {
  "Namespace"?: string;
  "MetricName"?: string;
  "Dimensions"?: (DimensionFilter)[];
  "NextToken"?: string;
  "RecentlyActive"?: "PT3H";
  "IncludeLinkedAccounts"?: boolean;
  "OwningAccount"?: string;
}

export interface ListMetricsOutput {
  "Metrics"?: (Metric)[];
  "NextToken"?: string;
  "OwningAccounts"?: (string)[];
}

export interface ListTagsForResourceInput {
  "ResourceARN": string;
}

export interface ListTagsForResourceOutput {
  "Tags"?: (Tag)[];
}

export interface LogAlarm {
  "AlarmName"?: string;
  "AlarmArn"?: string;
  "AlarmDescription"?: string;
  "AlarmConfigurationUpdatedTimestamp"?: number;
  "ActionsEnabled"?: boolean;
  "OKActions"?: (string)[];
  "AlarmActions"?: (string)[];
  "InsufficientDataActions"?: (string)[];
  "StateValue"?: "OK" | "ALARM" | "INSUFFICIENT_DATA";
  "StateReason"?: string;
  "StateReasonData"?: string;
  "StateUpdatedTimestamp"?: number;
  "ScheduledQueryConfiguration"?: ScheduledQueryConfiguration;
  "QueryResultsToEvaluate"?: number;
  "QueryResultsToAlarm"?: number;
  "Threshold"?: number;
  "ComparisonOperator"?: "GreaterThanOrEqualToThreshold" | "GreaterThanThreshold" | "LessThanThreshold" | "LessThanOrEqualToThreshold" | "LessThanLowerOrGreaterThanUpperThreshold" | "LessThanLowerThreshold" | "GreaterThanUpperThreshold";
  "TreatMissingData"?: string;
  "StateTransitionedTimestamp"?: number;
  "EvaluationState"?: "PARTIAL_DATA" | "EVALUATION_FAILURE" | "EVALUATION_ERROR";
  "ActionLogLineCount"?: number;
  "ActionLogLineRoleArn"?: string;
  "WarmUpConfiguration"?: WarmUpConfiguration;
  "ActionConfiguration"?: ActionConfiguration;
}

export interface ManagedRule {
  "TemplateName": string;
  "ResourceARN": string;
  "Tags"?: (Tag)[];
}

export interface ManagedRuleDescription {
  "TemplateName"?: string;
  "ResourceARN"?: string;
  "RuleState"?: ManagedRuleState;
}

export interface ManagedRuleState {
  "RuleName": string;
  "State": string;
}

export interface MessageData {
  "Code"?: string;
  "Value"?: string;
}

export interface Metric {
  "Namespace"?: string;
  "MetricName"?: string;
  "Dimensions"?: (Dimension)[];
}

export interface MetricAlarm {
  "AlarmName"?: string;
  "AlarmArn"?: string;
  "AlarmDescription"?: string;
  "AlarmConfigurationUpdatedTimestamp"?: number;
  "ActionsEnabled"?: boolean;
  "OKActions"?: (string)[];
  "AlarmActions"?: (string)[];
  "InsufficientDataActions"?: (string)[];
  "StateValue"?: "OK" | "ALARM" | "INSUFFICIENT_DATA";
  "StateReason"?: string;
  "StateReasonData"?: string;
  "StateUpdatedTimestamp"?: number;
  "MetricName"?: string;
  "Namespace"?: string;
  "Statistic"?: "SampleCount" | "Average" | "Sum" | "Minimum" | "Maximum";
  "ExtendedStatistic"?: string;
  "Dimensions"?: (Dimension)[];
  "Period"?: number;
  "Unit"?: "Seconds" | "Microseconds" | "Milliseconds" | "Bytes" | "Kilobytes" | "Megabytes" | "Gigabytes" | "Terabytes" | "Bits" | "Kilobits" | "Megabits" | "Gigabits" | "Terabits" | "Percent" | "Count" | "Bytes/Second" | "Kilobytes/Second" | "Megabytes/Second" | "Gigabytes/Second" | "Terabytes/Second" | "Bits/Second" | "Kilobits/Second" | "Megabits/Second" | "Gigabits/Second" | "Terabits/Second" | "Count/Second" | "None";
  "EvaluationPeriods"?: number;
  "DatapointsToAlarm"?: number;
  "Threshold"?: number;
  "ComparisonOperator"?: "GreaterThanOrEqualToThreshold" | "GreaterThanThreshold" | "LessThanThreshold" | "LessThanOrEqualToThreshold" | "LessThanLowerOrGreaterThanUpperThreshold" | "LessThanLowerThreshold" | "GreaterThanUpperThreshold";
  "TreatMissingData"?: string;
  "EvaluateLowSampleCountPercentile"?: string;
  "Metrics"?: (MetricDataQuery)[];
  "ThresholdMetricId"?: string;
  "EvaluationState"?: "PARTIAL_DATA" | "EVALUATION_FAILURE" | "EVALUATION_ERROR";
  "StateTransitionedTimestamp"?: number;
  "EvaluationWindow"?: EvaluationWindow;
  "WarmUpConfiguration"?: WarmUpConfiguration;
  "EvaluationCriteria"?: EvaluationCriteria;
  "EvaluationInterval"?: number;
  "ActionConfiguration"?: ActionConfiguration;
}

export interface MetricCharacteristics {
  "PeriodicSpikes"?: boolean;
}

export interface MetricDataQuery {
  "Id": string;
  "MetricStat"?: MetricStat;
  "Expression"?: string;
  "Label"?: string;
  "ReturnData"?: boolean;
  "Period"?: number;
  "AccountId"?: string;
}

export interface MetricDataQueryDefinitionSummary {
  "Id": string;
  "Path": string;
  "Type": "PROMQL" | "SQL" | "METRIC_MATH";
  "UpdatedAt"?: number;
}

export interface MetricDataResult {
  "Id"?: string;
  "Label"?: string;
  "Timestamps"?: (number)[];
  "Values"?: (number)[];
  "StatusCode"?: "Complete" | "InternalError" | "PartialData" | "Forbidden";
  "Messages"?: (MessageData)[];
}

export interface MetricDatum {
  "MetricName": string;
  "Dimensions"?: (Dimension)[];
  "Timestamp"?: number;
  "Value"?: number;
  "StatisticValues"?: StatisticSet;
  "Values"?: (number)[];
  "Counts"?: (number)[];
  "Unit"?: "Seconds" | "Microseconds" | "Milliseconds" | "Bytes" | "Kilobytes" | "Megabytes" | "Gigabytes" | "Terabytes" | "Bits" | "Kilobits" | "Megabits" | "Gigabits" | "Terabits" | "Percent" | "Count" | "Bytes/Second" | "Kilobytes/Second" | "Megabytes/Second" | "Gigabytes/Second" | "Terabytes/Second" | "Bits/Second" | "Kilobits/Second" | "Megabits/Second" | "Gigabits/Second" | "Terabits/Second" | "Count/Second" | "None";
  "StorageResolution"?: number;
}

export interface MetricMathAnomalyDetector {
  "MetricDataQueries"?: (MetricDataQuery)[];
}

export interface MetricStat {
  "Metric": Metric;
  "Period": number;
  "Stat": string;
  "Unit"?: "Seconds" | "Microseconds" | "Milliseconds" | "Bytes" | "Kilobytes" | "Megabytes" | "Gigabytes" | "Terabytes" | "Bits" | "Kilobits" | "Megabits" | "Gigabits" | "Terabits" | "Percent" | "Count" | "Bytes/Second" | "Kilobytes/Second" | "Megabytes/Second" | "Gigabytes/Second" | "Terabytes/Second" | "Bits/Second" | "Kilobits/Second" | "Megabits/Second" | "Gigabits/Second" | "Terabits/Second" | "Count/Second" | "None";
}

export interface MetricStreamEntry {
  "Arn"?: string;
  "CreationDate"?: number;
  "LastUpdateDate"?: number;
  "Name"?: string;
  "FirehoseArn"?: string;
  "State"?: string;
  "OutputFormat"?: "json" | "opentelemetry0.7" | "opentelemetry1.0";
}

export interface MetricStreamFilter {
  "Namespace"?: string;
  "MetricNames"?: (string)[];
}

export interface MetricStreamStatisticsConfiguration {
  "IncludeMetrics": (MetricStreamStatisticsMetric)[];
  "AdditionalStatistics": (string)[];
}

export interface MetricStreamStatisticsMetric {
  "Namespace": string;
  "MetricName": string;
}

export interface MissingRequiredParameterException {
  "message"?: string;
}

export interface MuteTargets {
  "AlarmNames": (string)[];
}

export interface OTelEnrichmentMetricSelector {
  "Namespace": string;
  "MetricNames"?: (string)[];
}

export interface PartialFailure {
  "FailureResource"?: string;
  "ExceptionType"?: string;
  "FailureCode"?: string;
  "FailureDescription"?: string;
}

export interface PutAlarmMuteRuleInput {
  "Name": string;
  "Description"?: string;
  "Rule": Rule;
  "MuteTargets"?: MuteTargets;
  "Tags"?: (Tag)[];
  "StartDate"?: number;
  "ExpireDate"?: number;
}

export interface PutAnomalyDetectorInput {
  "Namespace"?: string;
  "MetricName"?: string;
  "Dimensions"?: (Dimension)[];
  "Stat"?: string;
  "Configuration"?: AnomalyDetectorConfiguration;
  "MetricCharacteristics"?: MetricCharacteristics;
  "SingleMetricAnomalyDetector"?: SingleMetricAnomalyDetector;
  "MetricMathAnomalyDetector"?: MetricMathAnomalyDetector;
}

export interface PutAnomalyDetectorOutput {
  "AnomalyDetectorId"?: string;
}

export interface PutCompositeAlarmInput {
  "ActionsEnabled"?: boolean;
  "AlarmActions"?: (string)[];
  "AlarmDescription"?: string;
  "AlarmName": string;
  "AlarmRule": string;
  "InsufficientDataActions"?: (string)[];
  "OKActions"?: (string)[];
  "Tags"?: (Tag)[];
  "ActionsSuppressor"?: string;
  "ActionsSuppressorWaitPeriod"?: number;
  "ActionsSuppressorExtensionPeriod"?: number;
  "ActionConfiguration"?: ActionConfiguration;
}

export interface PutDashboardInput {
  "DashboardName": string;
  "DashboardBody": string;
  "Tags"?: (Tag)[];
}

export interface PutDashboardOutput {
  "DashboardValidationMessages"?: (DashboardValidationMessage)[];
}

export interface PutInsightRuleInput {
  "RuleName": string;
  "RuleState"?: string;
  "RuleDefinition": string;
  "Tags"?: (Tag)[];
  "ApplyOnTransformedLogs"?: boolean;
}

export interface PutInsightRuleOutput {
}

export interface PutLogAlarmInput {
  "AlarmName": string;
  "AlarmDescription"?: string;
  "ScheduledQueryConfiguration": ScheduledQueryConfiguration;
  "ActionLogLineCount"?: number;
  "ActionLogLineRoleArn"?: string;
  "ActionsEnabled"?: boolean;
  "OKActions"?: (string)[];
  "AlarmActions"?: (string)[];
  "InsufficientDataActions"?: (string)[];
  "QueryResultsToEvaluate": number;
  "QueryResultsToAlarm": number;
  "Threshold": number;
  "ComparisonOperator": "GreaterThanOrEqualToThreshold" | "GreaterThanThreshold" | "LessThanThreshold" | "LessThanOrEqualToThreshold" | "LessThanLowerOrGreaterThanUpperThreshold" | "LessThanLowerThreshold" | "GreaterThanUpperThreshold";
  "TreatMissingData"?: string;
  "Tags"?: (Tag)[];
  "WarmUpConfiguration"?: WarmUpConfiguration;
  "ActionConfiguration"?: ActionConfiguration;
}

export interface PutManagedInsightRulesInput {
  "ManagedRules": (ManagedRule)[];
}

export interface PutManagedInsightRulesOutput {
  "Failures"?: (PartialFailure)[];
}

export interface PutMetricAlarmInput {
  "AlarmName": string;
  "AlarmDescription"?: string;
  "ActionsEnabled"?: boolean;
  "OKActions"?: (string)[];
  "AlarmActions"?: (string)[];
  "InsufficientDataActions"?: (string)[];
  "MetricName"?: string;
  "Namespace"?: string;
  "Statistic"?: "SampleCount" | "Average" | "Sum" | "Minimum" | "Maximum";
  "ExtendedStatistic"?: string;
  "Dimensions"?: (Dimension)[];
  "Period"?: number;
  "Unit"?: "Seconds" | "Microseconds" | "Milliseconds" | "Bytes" | "Kilobytes" | "Megabytes" | "Gigabytes" | "Terabytes" | "Bits" | "Kilobits" | "Megabits" | "Gigabits" | "Terabits" | "Percent" | "Count" | "Bytes/Second" | "Kilobytes/Second" | "Megabytes/Second" | "Gigabytes/Second" | "Terabytes/Second" | "Bits/Second" | "Kilobits/Second" | "Megabits/Second" | "Gigabits/Second" | "Terabits/Second" | "Count/Second" | "None";
  "EvaluationPeriods"?: number;
  "DatapointsToAlarm"?: number;
  "Threshold"?: number;
  "ComparisonOperator"?: "GreaterThanOrEqualToThreshold" | "GreaterThanThreshold" | "LessThanThreshold" | "LessThanOrEqualToThreshold" | "LessThanLowerOrGreaterThanUpperThreshold" | "LessThanLowerThreshold" | "GreaterThanUpperThreshold";
  "TreatMissingData"?: string;
  "EvaluateLowSampleCountPercentile"?: string;
  "Metrics"?: (MetricDataQuery)[];
  "Tags"?: (Tag)[];
  "ThresholdMetricId"?: string;
  "EvaluationWindow"?: EvaluationWindow;
  "WarmUpConfiguration"?: WarmUpConfiguration;
  "EvaluationCriteria"?: EvaluationCriteria;
  "EvaluationInterval"?: number;
  "ActionConfiguration"?: ActionConfiguration;
}

export interface PutMetricDataInput {
  "Namespace": string;
  "MetricData"?: (MetricDatum)[];
  "EntityMetricData"?: (EntityMetricData)[];
  "StrictEntityValidation"?: boolean;
}

export interface PutMetricDataQueryDefinitionInput {
  "Id"?: string;
  "Path": string;
  "Expression": string;
  "Type": "PROMQL" | "SQL" | "METRIC_MATH";
  "Tags"?: (Tag)[];
}

export interface PutMetricDataQueryDefinitionOutput {
  "Id"?: string;
  "Arn"?: string;
  "Path"?: string;
  "Expression"?: string;
  "Type"?: "PROMQL" | "SQL" | "METRIC_MATH";
  "CreatedAt"?: number;
  "UpdatedAt"?: number;
}

export interface PutMetricStreamInput {
  "Name": string;
  "IncludeFilters"?: (MetricStreamFilter)[];
  "ExcludeFilters"?: (MetricStreamFilter)[];
  "FirehoseArn": string;
  "RoleArn": string;
  "OutputFormat": "json" | "opentelemetry0.7" | "opentelemetry1.0";
  "Tags"?: (Tag)[];
  "StatisticsConfigurations"?: (MetricStreamStatisticsConfiguration)[];
  "IncludeLinkedAccountsMetrics"?: boolean;
}

export interface PutMetricStreamOutput {
  "Arn"?: string;
}

export interface Range {
  "StartTime": number;
  "EndTime": number;
}

export interface ResourceConflict {
  "message"?: string;
}

export interface ResourceMetricSelection {
  "IncludeMetrics": (string)[];
}

export interface ResourceMetricsConfiguration {
  "ResourceArn": string;
  "CreatedAt": number;
  "UpdatedAt": number;
  "MetricSelections"?: (ResourceMetricSelection)[];
}

export interface ResourceNotFound {
  "message"?: string;
}

export interface ResourceNotFoundException {
  "ResourceType"?: string;
  "ResourceId"?: string;
}

export interface Rule {
  "Schedule": Schedule;
}

export interface Schedule {
  "Expression": string;
  "Duration": string;
  "Timezone"?: string;
}

export interface ScheduleConfiguration {
  "ScheduleExpression": string;
  "StartTimeOffset": number;
  "EndTimeOffset"?: number;
}

export interface ScheduledQueryConfiguration {
  "QueryString": string;
  "LogGroupIdentifiers"?: (string)[];
  "QueryARN"?: string;
  "ScheduledQueryRoleARN": string;
  "ScheduleConfiguration": ScheduleConfiguration;
  "AggregationExpression": string;
  "Tags"?: (Tag)[];
}

export interface SetAlarmStateInput {
  "AlarmName": string;
  "StateValue": "OK" | "ALARM" | "INSUFFICIENT_DATA";
  "StateReason": string;
  "StateReasonData"?: string;
}

export interface SingleMetricAnomalyDetector {
  "AccountId"?: string;
  "Namespace"?: string;
  "MetricName"?: string;
  "Dimensions"?: (Dimension)[];
  "Stat"?: string;
}

export interface SlidingWindow {
}

export interface StartMetricStreamsInput {
  "Names": (string)[];
}

export interface StartMetricStreamsOutput {
}

export interface StartOTelEnrichmentInput {
  "IncludeFilters"?: (OTelEnrichmentMetricSelector)[];
  "ExcludeFilters"?: (OTelEnrichmentMetricSelector)[];
}

export interface StartOTelEnrichmentOutput {
  "IncludeFilters"?: (OTelEnrichmentMetricSelector)[];
  "ExcludeFilters"?: (OTelEnrichmentMetricSelector)[];
  "CreatedAt"?: number;
  "UpdatedAt"?: number;
}

export interface StatisticSet {
  "SampleCount": number;
  "Sum": number;
  "Minimum": number;
  "Maximum": number;
}

export interface StopMetricStreamsInput {
  "Names": (string)[];
}

export interface StopMetricStreamsOutput {
}

export interface StopOTelEnrichmentInput {
}

export interface StopOTelEnrichmentOutput {
}

export interface Tag {
  "Key": string;
  "Value": string;
}

export interface TagResourceInput {
  "ResourceARN": string;
  "Tags": (Tag)[];
}

export interface TagResourceOutput {
}

export interface UntagResourceInput {
  "ResourceARN": string;
  "TagKeys": (string)[];
}

export interface UntagResourceOutput {
}

export interface UpdateOTelEnrichmentInput {
  "IncludeFilters"?: (OTelEnrichmentMetricSelector)[];
  "ExcludeFilters"?: (OTelEnrichmentMetricSelector)[];
}

export interface UpdateOTelEnrichmentOutput {
  "IncludeFilters"?: (OTelEnrichmentMetricSelector)[];
  "ExcludeFilters"?: (OTelEnrichmentMetricSelector)[];
  "CreatedAt"?: number;
  "UpdatedAt"?: number;
}

export interface UpdateResourceMetricsConfigurationInput {
  "ResourceArn": string;
  "MetricSelections"?: (ResourceMetricSelection)[];
}

export interface UpdateResourceMetricsConfigurationOutput {
  "ResourceMetricsConfiguration"?: ResourceMetricsConfiguration;
}

export interface ValidationException {
  "message"?: string;
}

export interface WallClockWindow {
  "Timezone"?: string;
}

export interface WarmUpConfiguration {
  "WarmUpPeriodDurationInMinutes": number;
  "OnlyStartEvaluatingAfterWarmUpPeriodEnds"?: boolean;
}

export interface Operations {
  AssociateDatasetKmsKey: { input: AssociateDatasetKmsKeyInput; output: AssociateDatasetKmsKeyOutput };
  CreateResourceMetricsConfiguration: { input: CreateResourceMetricsConfigurationInput; output: CreateResourceMetricsConfigurationOutput };
  DeleteAlarmMuteRule: { input: DeleteAlarmMuteRuleInput; output: Record<string, never> };
  DeleteAlarms: { input: DeleteAlarmsInput; output: Record<string, never> };
  DeleteAnomalyDetector: { input: DeleteAnomalyDetectorInput; output: DeleteAnomalyDetectorOutput };
  DeleteDashboards: { input: DeleteDashboardsInput; output: DeleteDashboardsOutput };
  DeleteInsightRules: { input: DeleteInsightRulesInput; output: DeleteInsightRulesOutput };
  DeleteMetricDataQueryDefinition: { input: DeleteMetricDataQueryDefinitionInput; output: DeleteMetricDataQueryDefinitionOutput };
  DeleteMetricStream: { input: DeleteMetricStreamInput; output: DeleteMetricStreamOutput };
  DeleteResourceMetricsConfiguration: { input: DeleteResourceMetricsConfigurationInput; output: DeleteResourceMetricsConfigurationOutput };
  DescribeAlarmContributors: { input: DescribeAlarmContributorsInput; output: DescribeAlarmContributorsOutput };
  DescribeAlarmHistory: { input: DescribeAlarmHistoryInput; output: DescribeAlarmHistoryOutput };
  DescribeAlarms: { input: DescribeAlarmsInput; output: DescribeAlarmsOutput };
  DescribeAlarmsForMetric: { input: DescribeAlarmsForMetricInput; output: DescribeAlarmsForMetricOutput };
  DescribeAnomalyDetectors: { input: DescribeAnomalyDetectorsInput; output: DescribeAnomalyDetectorsOutput };
  DescribeInsightRules: { input: DescribeInsightRulesInput; output: DescribeInsightRulesOutput };
  DisableAlarmActions: { input: DisableAlarmActionsInput; output: Record<string, never> };
  DisableInsightRules: { input: DisableInsightRulesInput; output: DisableInsightRulesOutput };
  DisassociateDatasetKmsKey: { input: DisassociateDatasetKmsKeyInput; output: DisassociateDatasetKmsKeyOutput };
  EnableAlarmActions: { input: EnableAlarmActionsInput; output: Record<string, never> };
  EnableInsightRules: { input: EnableInsightRulesInput; output: EnableInsightRulesOutput };
  GetAlarmMuteRule: { input: GetAlarmMuteRuleInput; output: GetAlarmMuteRuleOutput };
  GetDashboard: { input: GetDashboardInput; output: GetDashboardOutput };
  GetDataset: { input: GetDatasetInput; output: GetDatasetOutput };
  GetInsightRuleReport: { input: GetInsightRuleReportInput; output: GetInsightRuleReportOutput };
  GetMetricData: { input: GetMetricDataInput; output: GetMetricDataOutput };
  GetMetricDataQueryDefinition: { input: GetMetricDataQueryDefinitionInput; output: GetMetricDataQueryDefinitionOutput };
  GetMetricStatistics: { input: GetMetricStatisticsInput; output: GetMetricStatisticsOutput };
  GetMetricStream: { input: GetMetricStreamInput; output: GetMetricStreamOutput };
  GetMetricWidgetImage: { input: GetMetricWidgetImageInput; output: GetMetricWidgetImageOutput };
  GetOTelEnrichment: { input: GetOTelEnrichmentInput; output: GetOTelEnrichmentOutput };
  GetResourceMetricsConfiguration: { input: GetResourceMetricsConfigurationInput; output: GetResourceMetricsConfigurationOutput };
  ListAlarmMuteRules: { input: ListAlarmMuteRulesInput; output: ListAlarmMuteRulesOutput };
  ListDashboards: { input: ListDashboardsInput; output: ListDashboardsOutput };
  ListManagedInsightRules: { input: ListManagedInsightRulesInput; output: ListManagedInsightRulesOutput };
  ListMetricDataQueryDefinitions: { input: ListMetricDataQueryDefinitionsInput; output: ListMetricDataQueryDefinitionsOutput };
  ListMetricStreams: { input: ListMetricStreamsInput; output: ListMetricStreamsOutput };
  ListMetrics: { input: ListMetricsInput; output: ListMetricsOutput };
  ListTagsForResource: { input: ListTagsForResourceInput; output: ListTagsForResourceOutput };
  PutAlarmMuteRule: { input: PutAlarmMuteRuleInput; output: Record<string, never> };
  PutAnomalyDetector: { input: PutAnomalyDetectorInput; output: PutAnomalyDetectorOutput };
  PutCompositeAlarm: { input: PutCompositeAlarmInput; output: Record<string, never> };
  PutDashboard: { input: PutDashboardInput; output: PutDashboardOutput };
  PutInsightRule: { input: PutInsightRuleInput; output: PutInsightRuleOutput };
  PutLogAlarm: { input: PutLogAlarmInput; output: Record<string, never> };
  PutManagedInsightRules: { input: PutManagedInsightRulesInput; output: PutManagedInsightRulesOutput };
  PutMetricAlarm: { input: PutMetricAlarmInput; output: Record<string, never> };
  PutMetricData: { input: PutMetricDataInput; output: Record<string, never> };
  PutMetricDataQueryDefinition: { input: PutMetricDataQueryDefinitionInput; output: PutMetricDataQueryDefinitionOutput };
  PutMetricStream: { input: PutMetricStreamInput; output: PutMetricStreamOutput };
  SetAlarmState: { input: SetAlarmStateInput; output: Record<string, never> };
  StartMetricStreams: { input: StartMetricStreamsInput; output: StartMetricStreamsOutput };
  StartOTelEnrichment: { input: StartOTelEnrichmentInput; output: StartOTelEnrichmentOutput };
  StopMetricStreams: { input: StopMetricStreamsInput; output: StopMetricStreamsOutput };
  StopOTelEnrichment: { input: StopOTelEnrichmentInput; output: StopOTelEnrichmentOutput };
  TagResource: { input: TagResourceInput; output: TagResourceOutput };
  UntagResource: { input: UntagResourceInput; output: UntagResourceOutput };
  UpdateOTelEnrichment: { input: UpdateOTelEnrichmentInput; output: UpdateOTelEnrichmentOutput };
  UpdateResourceMetricsConfiguration: { input: UpdateResourceMetricsConfigurationInput; output: UpdateResourceMetricsConfigurationOutput };
}
