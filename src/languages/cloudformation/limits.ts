/** CloudFormation's quotas: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */

/** Of TemplateBody. */
export const BODY_BYTES = 51_200;
/** Of a template in S3. */
export const S3_TEMPLATE_BYTES = 1_048_576;
export const RESOURCES = 500;
export const PARAMETERS = 200;
export const OUTPUTS = 200;
export const MAPPINGS = 200;
export const MAPPING_ATTRIBUTES = 200;
export const DESCRIPTION_BYTES = 1_024;
export const PARAMETER_VALUE_BYTES = 4_096;
export const NAME_LENGTH = 255;

/** Brume's own bounds: no template may take longer or grow larger than this when it is worked out. */
export const STEPS = 2_000_000;
export const DEPTH = 100;
export const TEXT_LENGTH = 4 * 1_048_576;
/** A stored regular expression is tried on values of at most PARAMETER_VALUE_BYTES. */
export const PATTERN_LENGTH = 1_024;
