/** KMS's shapes. Generated; timestamps are epoch milliseconds. */
import type { Body, ResponseBody } from "#protocol/http";

export interface AliasListEntry {
  "AliasName"?: string;
  "AliasArn"?: string;
  "TargetKeyId"?: string;
  "CreationDate"?: number;
  "LastUpdatedDate"?: number;
}

export interface AlreadyExistsException {
  "message"?: string;
}

export interface CancelKeyDeletionRequest {
  "KeyId": string;
}

export interface CancelKeyDeletionResponse {
  "KeyId"?: string;
}

export interface CloudHsmClusterInUseException {
  "message"?: string;
}

export interface CloudHsmClusterInvalidConfigurationException {
  "message"?: string;
}

export interface CloudHsmClusterNotActiveException {
  "message"?: string;
}

export interface CloudHsmClusterNotFoundException {
  "message"?: string;
}

export interface CloudHsmClusterNotRelatedException {
  "message"?: string;
}

export interface ConflictException {
  "message"?: string;
}

export interface ConnectCustomKeyStoreRequest {
  "CustomKeyStoreId": string;
}

export interface ConnectCustomKeyStoreResponse {
}

export interface CreateAliasRequest {
  "AliasName": string;
  "TargetKeyId": string;
}

export interface CreateCustomKeyStoreRequest {
  "CustomKeyStoreName": string;
  "CloudHsmClusterId"?: string;
  "TrustAnchorCertificate"?: string;
  "KeyStorePassword"?: string;
  "CustomKeyStoreType"?: "AWS_CLOUDHSM" | "EXTERNAL_KEY_STORE";
  "XksProxyUriEndpoint"?: string;
  "XksProxyUriPath"?: string;
  "XksProxyVpcEndpointServiceName"?: string;
  "XksProxyVpcEndpointServiceOwner"?: string;
  "XksProxyAuthenticationCredential"?: XksProxyAuthenticationCredentialType;
  "XksProxyConnectivity"?: "PUBLIC_ENDPOINT" | "VPC_ENDPOINT_SERVICE";
}

export interface CreateCustomKeyStoreResponse {
  "CustomKeyStoreId"?: string;
}

export interface CreateGrantRequest {
  "KeyId": string;
  "GranteePrincipal"?: string;
  "RetiringPrincipal"?: string;
  "Operations": ("Decrypt" | "Encrypt" | "GenerateDataKey" | "GenerateDataKeyWithoutPlaintext" | "ReEncryptFrom" | "ReEncryptTo" | "Sign" | "Verify" | "GetPublicKey" | "CreateGrant" | "RetireGrant" | "DescribeKey" | "GenerateDataKeyPair" | "GenerateDataKeyPairWithoutPlaintext" | "GenerateMac" | "VerifyMac" | "DeriveSharedSecret" | "Encapsulate" | "Decapsulate")[];
  "Constraints"?: GrantConstraints;
  "GrantTokens"?: (string)[];
  "Name"?: string;
  "DryRun"?: boolean;
  "GranteeServicePrincipal"?: string;
  "RetiringServicePrincipal"?: string;
}

export interface CreateGrantResponse {
  "GrantToken"?: string;
  "GrantId"?: string;
}

export interface CreateKeyRequest {
  "Policy"?: string;
  "Description"?: string;
  "KeyUsage"?: "SIGN_VERIFY" | "ENCRYPT_DECRYPT" | "GENERATE_VERIFY_MAC" | "KEY_AGREEMENT" | "ENCAPSULATE_DECAPSULATE";
  "CustomerMasterKeySpec"?: "RSA_2048" | "RSA_3072" | "RSA_4096" | "ECC_NIST_P256" | "ECC_NIST_P384" | "ECC_NIST_P521" | "ECC_SECG_P256K1" | "SYMMETRIC_DEFAULT" | "HMAC_224" | "HMAC_256" | "HMAC_384" | "HMAC_512" | "SM2";
  "KeySpec"?: "RSA_2048" | "RSA_3072" | "RSA_4096" | "ECC_NIST_P256" | "ECC_NIST_P384" | "ECC_NIST_P521" | "ECC_SECG_P256K1" | "SYMMETRIC_DEFAULT" | "HMAC_224" | "HMAC_256" | "HMAC_384" | "HMAC_512" | "SM2" | "ML_DSA_44" | "ML_DSA_65" | "ML_DSA_87" | "ECC_NIST_EDWARDS25519" | "ML_KEM_512" | "ML_KEM_768" | "ML_KEM_1024";
  "Origin"?: "AWS_KMS" | "EXTERNAL" | "AWS_CLOUDHSM" | "EXTERNAL_KEY_STORE";
  "CustomKeyStoreId"?: string;
  "BypassPolicyLockoutSafetyCheck"?: boolean;
  "Tags"?: (Tag)[];
  "MultiRegion"?: boolean;
  "XksKeyId"?: string;
}

export interface CreateKeyResponse {
  "KeyMetadata"?: KeyMetadata;
}

export interface CustomKeyStoreHasCMKsException {
  "message"?: string;
}

export interface CustomKeyStoreInvalidStateException {
  "message"?: string;
}

export interface CustomKeyStoreNameInUseException {
  "message"?: string;
}

export interface CustomKeyStoreNotFoundException {
  "message"?: string;
}

export interface CustomKeyStoresListEntry {
  "CustomKeyStoreId"?: string;
  "CustomKeyStoreName"?: string;
  "CloudHsmClusterId"?: string;
  "TrustAnchorCertificate"?: string;
  "ConnectionState"?: "CONNECTED" | "CONNECTING" | "FAILED" | "DISCONNECTED" | "DISCONNECTING";
  "ConnectionErrorCode"?: "INVALID_CREDENTIALS" | "CLUSTER_NOT_FOUND" | "NETWORK_ERRORS" | "INTERNAL_ERROR" | "INSUFFICIENT_CLOUDHSM_HSMS" | "USER_LOCKED_OUT" | "USER_NOT_FOUND" | "USER_LOGGED_IN" | "SUBNET_NOT_FOUND" | "INSUFFICIENT_FREE_ADDRESSES_IN_SUBNET" | "XKS_PROXY_ACCESS_DENIED" | "XKS_PROXY_NOT_REACHABLE" | "XKS_VPC_ENDPOINT_SERVICE_NOT_FOUND" | "XKS_PROXY_INVALID_RESPONSE" | "XKS_PROXY_INVALID_CONFIGURATION" | "XKS_VPC_ENDPOINT_SERVICE_INVALID_CONFIGURATION" | "XKS_PROXY_TIMED_OUT" | "XKS_PROXY_INVALID_TLS_CONFIGURATION";
  "CreationDate"?: number;
  "CustomKeyStoreType"?: "AWS_CLOUDHSM" | "EXTERNAL_KEY_STORE";
  "XksProxyConfiguration"?: XksProxyConfigurationType;
}

export interface DecapsulateRequest {
  "KeyId": string;
  "SharedSecretCiphertextBlob": Uint8Array;
  "EncapsulationAlgorithm": "ML_KEM";
  "GrantTokens"?: (string)[];
  "DryRun"?: boolean;
}

export interface DecapsulateResponse {
  "KeyId"?: string;
  "SharedSecret"?: Uint8Array;
  "EncapsulationAlgorithm"?: "ML_KEM";
}

export interface DecryptRequest {
  "CiphertextBlob"?: Uint8Array;
  "EncryptionContext"?: Record<string, string>;
  "GrantTokens"?: (string)[];
  "KeyId"?: string;
  "EncryptionAlgorithm"?: "SYMMETRIC_DEFAULT" | "RSAES_OAEP_SHA_1" | "RSAES_OAEP_SHA_256" | "SM2PKE";
  "Recipient"?: RecipientInfo;
  "DryRun"?: boolean;
  "DryRunModifiers"?: ("IGNORE_CIPHERTEXT")[];
}

export interface DecryptResponse {
  "KeyId"?: string;
  "Plaintext"?: Uint8Array;
  "EncryptionAlgorithm"?: "SYMMETRIC_DEFAULT" | "RSAES_OAEP_SHA_1" | "RSAES_OAEP_SHA_256" | "SM2PKE";
  "CiphertextForRecipient"?: Uint8Array;
  "KeyMaterialId"?: string;
}

export interface DeleteAliasRequest {
  "AliasName": string;
}

export interface DeleteCustomKeyStoreRequest {
  "CustomKeyStoreId": string;
}

export interface DeleteCustomKeyStoreResponse {
}

export interface DeleteImportedKeyMaterialRequest {
  "KeyId": string;
  "KeyMaterialId"?: string;
}

export interface DeleteImportedKeyMaterialResponse {
  "KeyId"?: string;
  "KeyMaterialId"?: string;
}

export interface DependencyTimeoutException {
  "message"?: string;
}

export interface DeriveSharedSecretRequest {
  "KeyId": string;
  "KeyAgreementAlgorithm": "ECDH";
  "PublicKey": Uint8Array;
  "GrantTokens"?: (string)[];
  "DryRun"?: boolean;
  "Recipient"?: RecipientInfo;
}

export interface DeriveSharedSecretResponse {
  "KeyId"?: string;
  "SharedSecret"?: Uint8Array;
  "CiphertextForRecipient"?: Uint8Array;
  "KeyAgreementAlgorithm"?: "ECDH";
  "KeyOrigin"?: "AWS_KMS" | "EXTERNAL" | "AWS_CLOUDHSM" | "EXTERNAL_KEY_STORE";
}

export interface DescribeCustomKeyStoresRequest {
  "CustomKeyStoreId"?: string;
  "CustomKeyStoreName"?: string;
  "Limit"?: number;
  "Marker"?: string;
}

export interface DescribeCustomKeyStoresResponse {
  "CustomKeyStores"?: (CustomKeyStoresListEntry)[];
  "NextMarker"?: string;
  "Truncated"?: boolean;
}

export interface DescribeKeyRequest {
  "KeyId": string;
  "GrantTokens"?: (string)[];
}

export interface DescribeKeyResponse {
  "KeyMetadata"?: KeyMetadata;
}

export interface DisableKeyRequest {
  "KeyId": string;
}

export interface DisableKeyRotationRequest {
  "KeyId": string;
}

export interface DisabledException {
  "message"?: string;
}

export interface DisconnectCustomKeyStoreRequest {
  "CustomKeyStoreId": string;
}

export interface DisconnectCustomKeyStoreResponse {
}

export interface DryRunOperationException {
  "message"?: string;
}

export interface EnableKeyRequest {
  "KeyId": string;
}

export interface EnableKeyRotationRequest {
  "KeyId": string;
  "RotationPeriodInDays"?: number;
}

export interface EncapsulateRequest {
  "KeyId": string;
  "EncapsulationAlgorithm": "ML_KEM";
  "GrantTokens"?: (string)[];
  "DryRun"?: boolean;
}

export interface EncapsulateResponse {
  "KeyId"?: string;
  "SharedSecret"?: Uint8Array;
  "SharedSecretCiphertextBlob"?: Uint8Array;
  "EncapsulationAlgorithm"?: "ML_KEM";
}

export interface EncryptRequest {
  "KeyId": string;
  "Plaintext": Uint8Array;
  "EncryptionContext"?: Record<string, string>;
  "GrantTokens"?: (string)[];
  "EncryptionAlgorithm"?: "SYMMETRIC_DEFAULT" | "RSAES_OAEP_SHA_1" | "RSAES_OAEP_SHA_256" | "SM2PKE";
  "DryRun"?: boolean;
}

export interface EncryptResponse {
  "CiphertextBlob"?: Uint8Array;
  "KeyId"?: string;
  "EncryptionAlgorithm"?: "SYMMETRIC_DEFAULT" | "RSAES_OAEP_SHA_1" | "RSAES_OAEP_SHA_256" | "SM2PKE";
}

export interface ExpiredImportTokenException {
  "message"?: string;
}

export interface GenerateDataKeyPairRequest {
  "EncryptionContext"?: Record<string, string>;
  "KeyId": string;
  "KeyPairSpec": "RSA_2048" | "RSA_3072" | "RSA_4096" | "ECC_NIST_P256" | "ECC_NIST_P384" | "ECC_NIST_P521" | "ECC_SECG_P256K1" | "SM2" | "ECC_NIST_EDWARDS25519" | "ML_KEM_512" | "ML_KEM_768" | "ML_KEM_1024";
  "GrantTokens"?: (string)[];
  "Recipient"?: RecipientInfo;
  "DryRun"?: boolean;
}

export interface GenerateDataKeyPairResponse {
  "PrivateKeyCiphertextBlob"?: Uint8Array;
  "PrivateKeyPlaintext"?: Uint8Array;
  "PublicKey"?: Uint8Array;
  "KeyId"?: string;
  "KeyPairSpec"?: "RSA_2048" | "RSA_3072" | "RSA_4096" | "ECC_NIST_P256" | "ECC_NIST_P384" | "ECC_NIST_P521" | "ECC_SECG_P256K1" | "SM2" | "ECC_NIST_EDWARDS25519" | "ML_KEM_512" | "ML_KEM_768" | "ML_KEM_1024";
  "CiphertextForRecipient"?: Uint8Array;
  "KeyMaterialId"?: string;
}

export interface GenerateDataKeyPairWithoutPlaintextRequest {
  "EncryptionContext"?: Record<string, string>;
  "KeyId": string;
  "KeyPairSpec": "RSA_2048" | "RSA_3072" | "RSA_4096" | "ECC_NIST_P256" | "ECC_NIST_P384" | "ECC_NIST_P521" | "ECC_SECG_P256K1" | "SM2" | "ECC_NIST_EDWARDS25519" | "ML_KEM_512" | "ML_KEM_768" | "ML_KEM_1024";
  "GrantTokens"?: (string)[];
  "DryRun"?: boolean;
}

export interface GenerateDataKeyPairWithoutPlaintextResponse {
  "PrivateKeyCiphertextBlob"?: Uint8Array;
  "PublicKey"?: Uint8Array;
  "KeyId"?: string;
  "KeyPairSpec"?: "RSA_2048" | "RSA_3072" | "RSA_4096" | "ECC_NIST_P256" | "ECC_NIST_P384" | "ECC_NIST_P521" | "ECC_SECG_P256K1" | "SM2" | "ECC_NIST_EDWARDS25519" | "ML_KEM_512" | "ML_KEM_768" | "ML_KEM_1024";
  "KeyMaterialId"?: string;
}

export interface GenerateDataKeyRequest {
  "KeyId": string;
  "EncryptionContext"?: Record<string, string>;
  "NumberOfBytes"?: number;
  "KeySpec"?: "AES_256" | "AES_128";
  "GrantTokens"?: (string)[];
  "Recipient"?: RecipientInfo;
  "DryRun"?: boolean;
}

export interface GenerateDataKeyResponse {
  "CiphertextBlob"?: Uint8Array;
  "Plaintext"?: Uint8Array;
  "KeyId"?: string;
  "CiphertextForRecipient"?: Uint8Array;
  "KeyMaterialId"?: string;
}

export interface GenerateDataKeyWithoutPlaintextRequest {
  "KeyId": string;
  "EncryptionContext"?: Record<string, string>;
  "KeySpec"?: "AES_256" | "AES_128";
  "NumberOfBytes"?: number;
  "GrantTokens"?: (string)[];
  "DryRun"?: boolean;
}

export interface GenerateDataKeyWithoutPlaintextResponse {
  "CiphertextBlob"?: Uint8Array;
  "KeyId"?: string;
  "KeyMaterialId"?: string;
}

export interface GenerateMacRequest {
  "Message": Uint8Array;
  "KeyId": string;
  "MacAlgorithm": "HMAC_SHA_224" | "HMAC_SHA_256" | "HMAC_SHA_384" | "HMAC_SHA_512";
  "GrantTokens"?: (string)[];
  "DryRun"?: boolean;
}

export interface GenerateMacResponse {
  "Mac"?: Uint8Array;
  "MacAlgorithm"?: "HMAC_SHA_224" | "HMAC_SHA_256" | "HMAC_SHA_384" | "HMAC_SHA_512";
  "KeyId"?: string;
}

export interface GenerateRandomRequest {
  "NumberOfBytes"?: number;
  "CustomKeyStoreId"?: string;
  "Recipient"?: RecipientInfo;
}

export interface GenerateRandomResponse {
  "Plaintext"?: Uint8Array;
  "CiphertextForRecipient"?: Uint8Array;
}

export interface GetKeyLastUsageRequest {
  "KeyId": string;
}

export interface GetKeyLastUsageResponse {
  "KeyId"?: string;
  "KeyLastUsage"?: KeyLastUsageData;
  "TrackingStartDate"?: number;
  "KeyCreationDate"?: number;
}

export interface GetKeyPolicyRequest {
  "KeyId": string;
  "PolicyName"?: string;
}

export interface GetKeyPolicyResponse {
  "Policy"?: string;
  "PolicyName"?: string;
}

export interface GetKeyRotationStatusRequest {
  "KeyId": string;
}

export interface GetKeyRotationStatusResponse {
  "KeyRotationEnabled"?: boolean;
  "KeyId"?: string;
  "RotationPeriodInDays"?: number;
  "NextRotationDate"?: number;
  "OnDemandRotationStartDate"?: number;
}

export interface GetParametersForImportRequest {
  "KeyId": string;
  "WrappingAlgorithm": "RSAES_PKCS1_V1_5" | "RSAES_OAEP_SHA_1" | "RSAES_OAEP_SHA_256" | "RSA_AES_KEY_WRAP_SHA_1" | "RSA_AES_KEY_WRAP_SHA_256" | "SM2PKE";
  "WrappingKeySpec": "RSA_2048" | "RSA_3072" | "RSA_4096" | "SM2";
}

export interface GetParametersForImportResponse {
  "KeyId"?: string;
  "ImportToken"?: Uint8Array;
  "PublicKey"?: Uint8Array;
  "ParametersValidTo"?: number;
}

export interface GetPublicKeyRequest {
  "KeyId": string;
  "GrantTokens"?: (string)[];
}

export interface GetPublicKeyResponse {
  "KeyId"?: string;
  "PublicKey"?: Uint8Array;
  "CustomerMasterKeySpec"?: "RSA_2048" | "RSA_3072" | "RSA_4096" | "ECC_NIST_P256" | "ECC_NIST_P384" | "ECC_NIST_P521" | "ECC_SECG_P256K1" | "SYMMETRIC_DEFAULT" | "HMAC_224" | "HMAC_256" | "HMAC_384" | "HMAC_512" | "SM2";
  "KeySpec"?: "RSA_2048" | "RSA_3072" | "RSA_4096" | "ECC_NIST_P256" | "ECC_NIST_P384" | "ECC_NIST_P521" | "ECC_SECG_P256K1" | "SYMMETRIC_DEFAULT" | "HMAC_224" | "HMAC_256" | "HMAC_384" | "HMAC_512" | "SM2" | "ML_DSA_44" | "ML_DSA_65" | "ML_DSA_87" | "ECC_NIST_EDWARDS25519" | "ML_KEM_512" | "ML_KEM_768" | "ML_KEM_1024";
  "KeyUsage"?: "SIGN_VERIFY" | "ENCRYPT_DECRYPT" | "GENERATE_VERIFY_MAC" | "KEY_AGREEMENT" | "ENCAPSULATE_DECAPSULATE";
  "EncryptionAlgorithms"?: ("SYMMETRIC_DEFAULT" | "RSAES_OAEP_SHA_1" | "RSAES_OAEP_SHA_256" | "SM2PKE")[];
  "SigningAlgorithms"?: ("RSASSA_PSS_SHA_256" | "RSASSA_PSS_SHA_384" | "RSASSA_PSS_SHA_512" | "RSASSA_PKCS1_V1_5_SHA_256" | "RSASSA_PKCS1_V1_5_SHA_384" | "RSASSA_PKCS1_V1_5_SHA_512" | "ECDSA_SHA_256" | "ECDSA_SHA_384" | "ECDSA_SHA_512" | "SM2DSA" | "ML_DSA_SHAKE_256" | "ED25519_SHA_512" | "ED25519_PH_SHA_512")[];
  "KeyAgreementAlgorithms"?: ("ECDH")[];
  "EncapsulationAlgorithms"?: ("ML_KEM")[];
}

export interface GrantConstraints {
  "EncryptionContextSubset"?: Record<string, string>;
  "EncryptionContextEquals"?: Record<string, string>;
  "SourceArn"?: string;
}

export interface GrantListEntry {
  "KeyId"?: string;
  "GrantId"?: string;
  "Name"?: string;
  "CreationDate"?: number;
  "GranteePrincipal"?: string;
  "RetiringPrincipal"?: string;
  "IssuingAccount"?: string;
  "Operations"?: ("Decrypt" | "Encrypt" | "GenerateDataKey" | "GenerateDataKeyWithoutPlaintext" | "ReEncryptFrom" | "ReEncryptTo" | "Sign" | "Verify" | "GetPublicKey" | "CreateGrant" | "RetireGrant" | "DescribeKey" | "GenerateDataKeyPair" | "GenerateDataKeyPairWithoutPlaintext" | "GenerateMac" | "VerifyMac" | "DeriveSharedSecret" | "Encapsulate" | "Decapsulate")[];
  "Constraints"?: GrantConstraints;
  "GranteeServicePrincipal"?: string;
  "RetiringServicePrincipal"?: string;
}

export interface ImportKeyMaterialRequest {
  "KeyId": string;
  "ImportToken": Uint8Array;
  "EncryptedKeyMaterial": Uint8Array;
  "ValidTo"?: number;
  "ExpirationModel"?: "KEY_MATERIAL_EXPIRES" | "KEY_MATERIAL_DOES_NOT_EXPIRE";
  "ImportType"?: "NEW_KEY_MATERIAL" | "EXISTING_KEY_MATERIAL";
  "KeyMaterialDescription"?: string;
  "KeyMaterialId"?: string;
}

export interface ImportKeyMaterialResponse {
  "KeyId"?: string;
  "KeyMaterialId"?: string;
}

export interface IncorrectKeyException {
  "message"?: string;
}

export interface IncorrectKeyMaterialException {
  "message"?: string;
}

export interface IncorrectTrustAnchorException {
  "message"?: string;
}

export interface InvalidAliasNameException {
  "message"?: string;
}

export interface InvalidArnException {
  "message"?: string;
}

export interface InvalidCiphertextException {
  "message"?: string;
}

export interface InvalidGrantIdException {
  "message"?: string;
}

export interface InvalidGrantTokenException {
  "message"?: string;
}

export interface InvalidImportTokenException {
  "message"?: string;
}

export interface InvalidKeyUsageException {
  "message"?: string;
}

export interface InvalidMarkerException {
  "message"?: string;
}

export interface KMSInternalException {
  "message"?: string;
}

export interface KMSInvalidMacException {
  "message"?: string;
}

export interface KMSInvalidSignatureException {
  "message"?: string;
}

export interface KMSInvalidStateException {
  "message"?: string;
}

export interface KeyLastUsageData {
  "Operation"?: "Decrypt" | "DeriveSharedSecret" | "Encrypt" | "GenerateDataKey" | "GenerateDataKeyPair" | "GenerateDataKeyPairWithoutPlaintext" | "GenerateDataKeyWithoutPlaintext" | "GenerateMac" | "ReEncrypt" | "Sign" | "Verify" | "VerifyMac" | "Encapsulate" | "Decapsulate";
  "Timestamp"?: number;
  "CloudTrailEventId"?: string;
  "KmsRequestId"?: string;
}

export interface KeyListEntry {
  "KeyId"?: string;
  "KeyArn"?: string;
}

export interface KeyMetadata {
  "AWSAccountId"?: string;
  "KeyId": string;
  "Arn"?: string;
  "CreationDate"?: number;
  "Enabled"?: boolean;
  "Description"?: string;
  "KeyUsage"?: "SIGN_VERIFY" | "ENCRYPT_DECRYPT" | "GENERATE_VERIFY_MAC" | "KEY_AGREEMENT" | "ENCAPSULATE_DECAPSULATE";
  "KeyState"?: "Creating" | "Enabled" | "Disabled" | "PendingDeletion" | "PendingImport" | "PendingReplicaDeletion" | "Unavailable" | "Updating";
  "DeletionDate"?: number;
  "ValidTo"?: number;
  "Origin"?: "AWS_KMS" | "EXTERNAL" | "AWS_CLOUDHSM" | "EXTERNAL_KEY_STORE";
  "CustomKeyStoreId"?: string;
  "CloudHsmClusterId"?: string;
  "ExpirationModel"?: "KEY_MATERIAL_EXPIRES" | "KEY_MATERIAL_DOES_NOT_EXPIRE";
  "KeyManager"?: "AWS" | "CUSTOMER";
  "CustomerMasterKeySpec"?: "RSA_2048" | "RSA_3072" | "RSA_4096" | "ECC_NIST_P256" | "ECC_NIST_P384" | "ECC_NIST_P521" | "ECC_SECG_P256K1" | "SYMMETRIC_DEFAULT" | "HMAC_224" | "HMAC_256" | "HMAC_384" | "HMAC_512" | "SM2";
  "KeySpec"?: "RSA_2048" | "RSA_3072" | "RSA_4096" | "ECC_NIST_P256" | "ECC_NIST_P384" | "ECC_NIST_P521" | "ECC_SECG_P256K1" | "SYMMETRIC_DEFAULT" | "HMAC_224" | "HMAC_256" | "HMAC_384" | "HMAC_512" | "SM2" | "ML_DSA_44" | "ML_DSA_65" | "ML_DSA_87" | "ECC_NIST_EDWARDS25519" | "ML_KEM_512" | "ML_KEM_768" | "ML_KEM_1024";
  "EncryptionAlgorithms"?: ("SYMMETRIC_DEFAULT" | "RSAES_OAEP_SHA_1" | "RSAES_OAEP_SHA_256" | "SM2PKE")[];
  "SigningAlgorithms"?: ("RSASSA_PSS_SHA_256" | "RSASSA_PSS_SHA_384" | "RSASSA_PSS_SHA_512" | "RSASSA_PKCS1_V1_5_SHA_256" | "RSASSA_PKCS1_V1_5_SHA_384" | "RSASSA_PKCS1_V1_5_SHA_512" | "ECDSA_SHA_256" | "ECDSA_SHA_384" | "ECDSA_SHA_512" | "SM2DSA" | "ML_DSA_SHAKE_256" | "ED25519_SHA_512" | "ED25519_PH_SHA_512")[];
  "KeyAgreementAlgorithms"?: ("ECDH")[];
  "EncapsulationAlgorithms"?: ("ML_KEM")[];
  "MultiRegion"?: boolean;
  "MultiRegionConfiguration"?: MultiRegionConfiguration;
  "PendingDeletionWindowInDays"?: number;
  "MacAlgorithms"?: ("HMAC_SHA_224" | "HMAC_SHA_256" | "HMAC_SHA_384" | "HMAC_SHA_512")[];
  "XksKeyConfiguration"?: XksKeyConfigurationType;
  "CurrentKeyMaterialId"?: string;
}

export interface KeyUnavailableException {
  "message"?: string;
}

export interface LimitExceededException {
  "message"?: string;
}

export interface ListAliasesRequest {
  "KeyId"?: string;
  "Limit"?: number;
  "Marker"?: string;
}

export interface ListAliasesResponse {
  "Aliases"?: (AliasListEntry)[];
  "NextMarker"?: string;
  "Truncated"?: boolean;
}

export interface ListGrantsRequest {
  "Limit"?: number;
  "Marker"?: string;
  "KeyId": string;
  "GrantId"?: string;
  "GranteePrincipal"?: string;
  "GranteeServicePrincipal"?: string;
}

export interface ListGrantsResponse {
  "Grants"?: (GrantListEntry)[];
  "NextMarker"?: string;
  "Truncated"?: boolean;
}

export interface ListKeyPoliciesRequest {
  "KeyId": string;
  "Limit"?: number;
  "Marker"?: string;
}

export interface ListKeyPoliciesResponse {
  "PolicyNames"?: (string)[];
  "NextMarker"?: string;
  "Truncated"?: boolean;
}

export interface ListKeyRotationsRequest {
  "KeyId": string;
  "IncludeKeyMaterial"?: "ALL_KEY_MATERIAL" | "ROTATIONS_ONLY";
  "Limit"?: number;
  "Marker"?: string;
}

export interface ListKeyRotationsResponse {
  "Rotations"?: (RotationsListEntry)[];
  "NextMarker"?: string;
  "Truncated"?: boolean;
}

export interface ListKeysRequest {
  "Limit"?: number;
  "Marker"?: string;
  "ResourceOwners"?: ("SELF" | "OTHER_ACCOUNTS_VIA_RAM")[];
}

export interface ListKeysResponse {
  "Keys"?: (KeyListEntry)[];
  "NextMarker"?: string;
  "Truncated"?: boolean;
}

export interface ListResourceTagsRequest {
  "KeyId": string;
  "Limit"?: number;
  "Marker"?: string;
}

export interface ListResourceTagsResponse {
  "Tags"?: (Tag)[];
  "NextMarker"?: string;
  "Truncated"?: boolean;
}

export interface ListRetirableGrantsRequest {
  "Limit"?: number;
  "Marker"?: string;
  "RetiringPrincipal"?: string;
  "RetiringServicePrincipal"?: string;
}

export interface MalformedPolicyDocumentException {
  "message"?: string;
}

export interface MultiRegionConfiguration {
  "MultiRegionKeyType"?: "PRIMARY" | "REPLICA";
  "PrimaryKey"?: MultiRegionKey;
  "ReplicaKeys"?: (MultiRegionKey)[];
}

export interface MultiRegionKey {
  "Arn"?: string;
  "Region"?: string;
}

export interface NotFoundException {
  "message"?: string;
}

export interface PutKeyPolicyRequest {
  "KeyId": string;
  "PolicyName"?: string;
  "Policy": string;
  "BypassPolicyLockoutSafetyCheck"?: boolean;
}

export interface ReEncryptRequest {
  "CiphertextBlob"?: Uint8Array;
  "SourceEncryptionContext"?: Record<string, string>;
  "SourceKeyId"?: string;
  "DestinationKeyId": string;
  "DestinationEncryptionContext"?: Record<string, string>;
  "SourceEncryptionAlgorithm"?: "SYMMETRIC_DEFAULT" | "RSAES_OAEP_SHA_1" | "RSAES_OAEP_SHA_256" | "SM2PKE";
  "DestinationEncryptionAlgorithm"?: "SYMMETRIC_DEFAULT" | "RSAES_OAEP_SHA_1" | "RSAES_OAEP_SHA_256" | "SM2PKE";
  "GrantTokens"?: (string)[];
  "DryRun"?: boolean;
  "DryRunModifiers"?: ("IGNORE_CIPHERTEXT")[];
}

export interface ReEncryptResponse {
  "CiphertextBlob"?: Uint8Array;
  "SourceKeyId"?: string;
  "KeyId"?: string;
  "SourceEncryptionAlgorithm"?: "SYMMETRIC_DEFAULT" | "RSAES_OAEP_SHA_1" | "RSAES_OAEP_SHA_256" | "SM2PKE";
  "DestinationEncryptionAlgorithm"?: "SYMMETRIC_DEFAULT" | "RSAES_OAEP_SHA_1" | "RSAES_OAEP_SHA_256" | "SM2PKE";
  "SourceKeyMaterialId"?: string;
  "DestinationKeyMaterialId"?: string;
}

export interface RecipientInfo {
  "KeyEncryptionAlgorithm"?: "RSAES_OAEP_SHA_256";
  "AttestationDocument"?: Uint8Array;
}

export interface ReplicateKeyRequest {
  "KeyId": string;
  "ReplicaRegion": string;
  "Policy"?: string;
  "BypassPolicyLockoutSafetyCheck"?: boolean;
  "Description"?: string;
  "Tags"?: (Tag)[];
}

export interface ReplicateKeyResponse {
  "ReplicaKeyMetadata"?: KeyMetadata;
  "ReplicaPolicy"?: string;
  "ReplicaTags"?: (Tag)[];
}

export interface RetireGrantRequest {
  "GrantToken"?: string;
  "KeyId"?: string;
  "GrantId"?: string;
  "DryRun"?: boolean;
}

export interface RevokeGrantRequest {
  "KeyId": string;
  "GrantId": string;
  "DryRun"?: boolean;
}

export interface RotateKeyOnDemandRequest {
  "KeyId": string;
}

export interface RotateKeyOnDemandResponse {
  "KeyId"?: string;
}

export interface RotationsListEntry {
  "KeyId"?: string;
  "KeyMaterialId"?: string;
  "KeyMaterialDescription"?: string;
  "ImportState"?: "IMPORTED" | "PENDING_IMPORT";
  "KeyMaterialState"?: "NON_CURRENT" | "CURRENT" | "PENDING_ROTATION" | "PENDING_MULTI_REGION_IMPORT_AND_ROTATION";
  "ExpirationModel"?: "KEY_MATERIAL_EXPIRES" | "KEY_MATERIAL_DOES_NOT_EXPIRE";
  "ValidTo"?: number;
  "RotationDate"?: number;
  "RotationType"?: "AUTOMATIC" | "ON_DEMAND";
}

export interface ScheduleKeyDeletionRequest {
  "KeyId": string;
  "PendingWindowInDays"?: number;
}

export interface ScheduleKeyDeletionResponse {
  "KeyId"?: string;
  "DeletionDate"?: number;
  "KeyState"?: "Creating" | "Enabled" | "Disabled" | "PendingDeletion" | "PendingImport" | "PendingReplicaDeletion" | "Unavailable" | "Updating";
  "PendingWindowInDays"?: number;
}

export interface SignRequest {
  "KeyId": string;
  "Message": Uint8Array;
  "MessageType"?: "RAW" | "DIGEST" | "EXTERNAL_MU";
  "GrantTokens"?: (string)[];
  "SigningAlgorithm": "RSASSA_PSS_SHA_256" | "RSASSA_PSS_SHA_384" | "RSASSA_PSS_SHA_512" | "RSASSA_PKCS1_V1_5_SHA_256" | "RSASSA_PKCS1_V1_5_SHA_384" | "RSASSA_PKCS1_V1_5_SHA_512" | "ECDSA_SHA_256" | "ECDSA_SHA_384" | "ECDSA_SHA_512" | "SM2DSA" | "ML_DSA_SHAKE_256" | "ED25519_SHA_512" | "ED25519_PH_SHA_512";
  "DryRun"?: boolean;
}

export interface SignResponse {
  "KeyId"?: string;
  "Signature"?: Uint8Array;
  "SigningAlgorithm"?: "RSASSA_PSS_SHA_256" | "RSASSA_PSS_SHA_384" | "RSASSA_PSS_SHA_512" | "RSASSA_PKCS1_V1_5_SHA_256" | "RSASSA_PKCS1_V1_5_SHA_384" | "RSASSA_PKCS1_V1_5_SHA_512" | "ECDSA_SHA_256" | "ECDSA_SHA_384" | "ECDSA_SHA_512" | "SM2DSA" | "ML_DSA_SHAKE_256" | "ED25519_SHA_512" | "ED25519_PH_SHA_512";
}

export interface Tag {
  "TagKey": string;
  "TagValue": string;
}

export interface TagException {
  "message"?: string;
}

export interface TagResourceRequest {
  "KeyId": string;
  "Tags": (Tag)[];
}

export interface UnsupportedOperationException {
  "message"?: string;
}

export interface UntagResourceRequest {
  "KeyId": string;
  "TagKeys": (string)[];
}

export interface UpdateAliasRequest {
  "AliasName": string;
  "TargetKeyId": string;
}

export interface UpdateCustomKeyStoreRequest {
  "CustomKeyStoreId": string;
  "NewCustomKeyStoreName"?: string;
  "KeyStorePassword"?: string;
  "CloudHsmClusterId"?: string;
  "XksProxyUriEndpoint"?: string;
  "XksProxyUriPath"?: string;
  "XksProxyVpcEndpointServiceName"?: string;
  "XksProxyVpcEndpointServiceOwner"?: string;
  "XksProxyAuthenticationCredential"?: XksProxyAuthenticationCredentialType;
  "XksProxyConnectivity"?: "PUBLIC_ENDPOINT" | "VPC_ENDPOINT_SERVICE";
}

export interface UpdateCustomKeyStoreResponse {
}

export interface UpdateKeyDescriptionRequest {
  "KeyId": string;
  "Description": string;
}

export interface UpdatePrimaryRegionRequest {
  "KeyId": string;
  "PrimaryRegion": string;
}

export interface VerifyMacRequest {
  "Message": Uint8Array;
  "KeyId": string;
  "MacAlgorithm": "HMAC_SHA_224" | "HMAC_SHA_256" | "HMAC_SHA_384" | "HMAC_SHA_512";
  "Mac": Uint8Array;
  "GrantTokens"?: (string)[];
  "DryRun"?: boolean;
}

export interface VerifyMacResponse {
  "KeyId"?: string;
  "MacValid"?: boolean;
  "MacAlgorithm"?: "HMAC_SHA_224" | "HMAC_SHA_256" | "HMAC_SHA_384" | "HMAC_SHA_512";
}

export interface VerifyRequest {
  "KeyId": string;
  "Message": Uint8Array;
  "MessageType"?: "RAW" | "DIGEST" | "EXTERNAL_MU";
  "Signature": Uint8Array;
  "SigningAlgorithm": "RSASSA_PSS_SHA_256" | "RSASSA_PSS_SHA_384" | "RSASSA_PSS_SHA_512" | "RSASSA_PKCS1_V1_5_SHA_256" | "RSASSA_PKCS1_V1_5_SHA_384" | "RSASSA_PKCS1_V1_5_SHA_512" | "ECDSA_SHA_256" | "ECDSA_SHA_384" | "ECDSA_SHA_512" | "SM2DSA" | "ML_DSA_SHAKE_256" | "ED25519_SHA_512" | "ED25519_PH_SHA_512";
  "GrantTokens"?: (string)[];
  "DryRun"?: boolean;
}

export interface VerifyResponse {
  "KeyId"?: string;
  "SignatureValid"?: boolean;
  "SigningAlgorithm"?: "RSASSA_PSS_SHA_256" | "RSASSA_PSS_SHA_384" | "RSASSA_PSS_SHA_512" | "RSASSA_PKCS1_V1_5_SHA_256" | "RSASSA_PKCS1_V1_5_SHA_384" | "RSASSA_PKCS1_V1_5_SHA_512" | "ECDSA_SHA_256" | "ECDSA_SHA_384" | "ECDSA_SHA_512" | "SM2DSA" | "ML_DSA_SHAKE_256" | "ED25519_SHA_512" | "ED25519_PH_SHA_512";
}

export interface XksKeyAlreadyInUseException {
  "message"?: string;
}

export interface XksKeyConfigurationType {
  "Id"?: string;
}

export interface XksKeyInvalidConfigurationException {
  "message"?: string;
}

export interface XksKeyNotFoundException {
  "message"?: string;
}

export interface XksProxyAuthenticationCredentialType {
  "AccessKeyId": string;
  "RawSecretAccessKey": string;
}

export interface XksProxyConfigurationType {
  "Connectivity"?: "PUBLIC_ENDPOINT" | "VPC_ENDPOINT_SERVICE";
  "AccessKeyId"?: string;
  "UriEndpoint"?: string;
  "UriPath"?: string;
  "VpcEndpointServiceName"?: string;
  "VpcEndpointServiceOwner"?: string;
}

export interface XksProxyIncorrectAuthenticationCredentialException {
  "message"?: string;
}

export interface XksProxyInvalidConfigurationException {
  "message"?: string;
}

export interface XksProxyInvalidResponseException {
  "message"?: string;
}

export interface XksProxyUriEndpointInUseException {
  "message"?: string;
}

export interface XksProxyUriInUseException {
  "message"?: string;
}

export interface XksProxyUriUnreachableException {
  "message"?: string;
}

export interface XksProxyVpcEndpointServiceInUseException {
  "message"?: string;
}

export interface XksProxyVpcEndpointServiceInvalidConfigurationException {
  "message"?: string;
}

export interface XksProxyVpcEndpointServiceNotFoundException {
  "message"?: string;
}

export interface Operations {
  CancelKeyDeletion: { input: CancelKeyDeletionRequest; output: CancelKeyDeletionResponse };
  ConnectCustomKeyStore: { input: ConnectCustomKeyStoreRequest; output: ConnectCustomKeyStoreResponse };
  CreateAlias: { input: CreateAliasRequest; output: Record<string, never> };
  CreateCustomKeyStore: { input: CreateCustomKeyStoreRequest; output: CreateCustomKeyStoreResponse };
  CreateGrant: { input: CreateGrantRequest; output: CreateGrantResponse };
  CreateKey: { input: CreateKeyRequest; output: CreateKeyResponse };
  Decapsulate: { input: DecapsulateRequest; output: DecapsulateResponse };
  Decrypt: { input: DecryptRequest; output: DecryptResponse };
  DeleteAlias: { input: DeleteAliasRequest; output: Record<string, never> };
  DeleteCustomKeyStore: { input: DeleteCustomKeyStoreRequest; output: DeleteCustomKeyStoreResponse };
  DeleteImportedKeyMaterial: { input: DeleteImportedKeyMaterialRequest; output: DeleteImportedKeyMaterialResponse };
  DeriveSharedSecret: { input: DeriveSharedSecretRequest; output: DeriveSharedSecretResponse };
  DescribeCustomKeyStores: { input: DescribeCustomKeyStoresRequest; output: DescribeCustomKeyStoresResponse };
  DescribeKey: { input: DescribeKeyRequest; output: DescribeKeyResponse };
  DisableKey: { input: DisableKeyRequest; output: Record<string, never> };
  DisableKeyRotation: { input: DisableKeyRotationRequest; output: Record<string, never> };
  DisconnectCustomKeyStore: { input: DisconnectCustomKeyStoreRequest; output: DisconnectCustomKeyStoreResponse };
  EnableKey: { input: EnableKeyRequest; output: Record<string, never> };
  EnableKeyRotation: { input: EnableKeyRotationRequest; output: Record<string, never> };
  Encapsulate: { input: EncapsulateRequest; output: EncapsulateResponse };
  Encrypt: { input: EncryptRequest; output: EncryptResponse };
  GenerateDataKey: { input: GenerateDataKeyRequest; output: GenerateDataKeyResponse };
  GenerateDataKeyPair: { input: GenerateDataKeyPairRequest; output: GenerateDataKeyPairResponse };
  GenerateDataKeyPairWithoutPlaintext: { input: GenerateDataKeyPairWithoutPlaintextRequest; output: GenerateDataKeyPairWithoutPlaintextResponse };
  GenerateDataKeyWithoutPlaintext: { input: GenerateDataKeyWithoutPlaintextRequest; output: GenerateDataKeyWithoutPlaintextResponse };
  GenerateMac: { input: GenerateMacRequest; output: GenerateMacResponse };
  GenerateRandom: { input: GenerateRandomRequest; output: GenerateRandomResponse };
  GetKeyLastUsage: { input: GetKeyLastUsageRequest; output: GetKeyLastUsageResponse };
  GetKeyPolicy: { input: GetKeyPolicyRequest; output: GetKeyPolicyResponse };
  GetKeyRotationStatus: { input: GetKeyRotationStatusRequest; output: GetKeyRotationStatusResponse };
  GetParametersForImport: { input: GetParametersForImportRequest; output: GetParametersForImportResponse };
  GetPublicKey: { input: GetPublicKeyRequest; output: GetPublicKeyResponse };
  ImportKeyMaterial: { input: ImportKeyMaterialRequest; output: ImportKeyMaterialResponse };
  ListAliases: { input: ListAliasesRequest; output: ListAliasesResponse };
  ListGrants: { input: ListGrantsRequest; output: ListGrantsResponse };
  ListKeyPolicies: { input: ListKeyPoliciesRequest; output: ListKeyPoliciesResponse };
  ListKeyRotations: { input: ListKeyRotationsRequest; output: ListKeyRotationsResponse };
  ListKeys: { input: ListKeysRequest; output: ListKeysResponse };
  ListResourceTags: { input: ListResourceTagsRequest; output: ListResourceTagsResponse };
  ListRetirableGrants: { input: ListRetirableGrantsRequest; output: ListGrantsResponse };
  PutKeyPolicy: { input: PutKeyPolicyRequest; output: Record<string, never> };
  ReEncrypt: { input: ReEncryptRequest; output: ReEncryptResponse };
  ReplicateKey: { input: ReplicateKeyRequest; output: ReplicateKeyResponse };
  RetireGrant: { input: RetireGrantRequest; output: Record<string, never> };
  RevokeGrant: { input: RevokeGrantRequest; output: Record<string, never> };
  RotateKeyOnDemand: { input: RotateKeyOnDemandRequest; output: RotateKeyOnDemandResponse };
  ScheduleKeyDeletion: { input: ScheduleKeyDeletionRequest; output: ScheduleKeyDeletionResponse };
  Sign: { input: SignRequest; output: SignResponse };
  TagResource: { input: TagResourceRequest; output: Record<string, never> };
  UntagResource: { input: UntagResourceRequest; output: Record<string, never> };
  UpdateAlias: { input: UpdateAliasRequest; output: Record<string, never> };
  UpdateCustomKeyStore: { input: UpdateCustomKeyStoreRequest; output: UpdateCustomKeyStoreResponse };
  UpdateKeyDescription: { input: UpdateKeyDescriptionRequest; output: Record<string, never> };
  UpdatePrimaryRegion: { input: UpdatePrimaryRegionRequest; output: Record<string, never> };
  Verify: { input: VerifyRequest; output: VerifyResponse };
  VerifyMac: { input: VerifyMacRequest; output: VerifyMacResponse };
}
