/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
export const STACKS_PAGE = 100;
export const EVENTS_PAGE = 100;
export const RESOURCES_PAGE = 100;
export const CHANGES_PAGE = 100;
/** Answers of custom resources: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html */
export const ANSWER_BYTES = 4_096;
/** Of a wait condition's signals, all together. */
export const SIGNALS = 1_000;
