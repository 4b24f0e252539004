/**
 * AWS's managed data identifiers as rules: a form, where there is one a check digit, and the words
 * of which one must stand near.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-data-protection-managed-data-identifiers.html
 *
 * Differs from AWS: AWS finds names and addresses by machine learning. Here a name is capitalised
 * words after a title, after "name" or beginning with a common given name; an address is a house
 * number and a street with a city and a postal code.
 */
import * as check from "./checks.ts";
import {
  BANK_ACCOUNT,
  DRIVERS_LICENSE,
  KEYWORDS as K,
  NATIONAL_ID,
  PASSPORT,
  TAX,
} from "./keywords.ts";

export interface Rule {
  /** Global. Its repetitions are bounded, so that a text costs no more than its length. */
  readonly form: RegExp;
  readonly check?: check.Check;
  /** One of these stands within thirty characters. */
  readonly near?: RegExp;
  /** The group that is the sensitive part; the whole match without. */
  readonly group?: number;
}

/** A word or a number by itself. */
const own = (form: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\d])(?:${form})(?![\\p{L}\\d])`, "gu");
const anyOf = (words: readonly string[]): RegExp =>
  new RegExp(
    `(?<![\\p{L}\\d])(?:${words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|")})(?!\\p{L})`,
    "iu",
  );

function rule(form: string, words?: readonly string[], checked?: check.Check): readonly Rule[] {
  return [
    {
      form: own(form),
      ...(words === undefined ? {} : { near: anyOf(words) }),
      ...(checked === undefined ? {} : { check: checked }),
    },
  ];
}

const DATE =
  "\\d{1,2}[-/ .]\\d{1,2}[-/ .](?:\\d{4}|\\d{2})|\\d{4}[-/ .]\\d{1,2}[-/ .]\\d{1,2}|\\d{1,2}[-/ ](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}[-/ ,]{1,2}\\d{2,4}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}[-/ ]\\d{1,2}[-/ ,]{1,2}\\d{2,4}";
const V4 = "(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";
const V6 =
  "(?:[0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}|(?:[0-9a-fA-F]{1,4}:){1,6}(?::[0-9a-fA-F]{1,4}){1,6}|(?:[0-9a-fA-F]{1,4}:){1,7}:|::(?:[0-9a-fA-F]{1,4}:){0,6}[0-9a-fA-F]{1,4}";
const block = (name: string): readonly Rule[] => [
  {
    form: new RegExp(`-----BEGIN ${name}-----[\\s\\S]{1,16000}?-----END ${name}-----`, "g"),
  },
];
const GIVEN =
  "James|Mary|Robert|Patricia|John|Jennifer|Michael|Linda|David|Elizabeth|William|Barbara|Richard|Susan|Joseph|Jessica|Thomas|Sarah|Charles|Karen|Christopher|Lisa|Daniel|Nancy|Matthew|Betty|Anthony|Margaret|Mark|Sandra|Donald|Ashley|Steven|Kimberly|Paul|Emily|Andrew|Donna|Joshua|Michelle|Kenneth|Carol|Kevin|Amanda|Brian|Dorothy|George|Melissa|Edward|Deborah|Ronald|Stephanie|Timothy|Rebecca|Jason|Sharon|Jeffrey|Laura|Ryan|Cynthia|Jacob|Kathleen|Gary|Amy|Nicholas|Angela|Eric|Shirley|Jonathan|Anna|Stephen|Brenda|Larry|Pamela|Justin|Emma|Scott|Nicole|Brandon|Helen|Benjamin|Samantha|Samuel|Katherine|Gregory|Christine|Frank|Debra|Alexander|Rachel|Raymond|Carolyn|Patrick|Janet|Jack|Catherine|Dennis|Maria|Jerry|Heather|Peter|Jane|Ada|Alice|Carlos|Mateo|Diego|Juan|Luis|Ana|Lucia|Sofia|Pedro|Martha|Akua|Arnav|Jorge|Nikki|Saanvi|Shirley|Zhang|Wei|Li|Hans|Klaus|Petra|Ursula|Pierre|Marie|Jean|Giulia|Marco|Paolo|Francesca";
const WORD = "\\p{Lu}[\\p{L}'’-]{1,24}";

const LICENSES: ReadonlyMap<string, string> = new Map([
  ["AT", "\\d{8}"],
  ["AU", "\\d{4,10}|\\d{3}[- ]\\d{3}[- ]\\d{3}|[A-Z0-9]{6}"],
  ["BE", "\\d{10}"],
  ["BG", "\\d{9}"],
  ["CA", "[A-Z]\\d{4}[- ]?\\d{5}[- ]?\\d{5}|[A-Z]\\d{12}|[A-Z]{0,5}\\d{6,9}"],
  ["CY", "\\d{12}"],
  ["CZ", "[A-Z]{2}[- ]?\\d{6}"],
  ["DE", "[A-Z0-9]{11}"],
  ["DK", "\\d{8}"],
  ["EE", "[A-Z]{2}\\d{6}"],
  ["ES", "\\d{8}[- ]?[A-Z]"],
  ["FI", "\\d{6}[-+A]\\d{3}[0-9A-Z]"],
  ["FR", "\\d{12}|\\d{2}[A-Z]{2}\\d{5}"],
  ["GB", "[A-Z9]{5}\\d{6}[A-Z9]{2}\\d[A-Z]{2}"],
  ["GR", "\\d{9}"],
  ["HR", "\\d{8}"],
  ["HU", "[A-Z]{2}[- ]?\\d{6}"],
  ["IE", "\\d{3} ?\\d{3} ?\\d{3}"],
  ["IT", "[A-Z]{2}\\d{7}[A-Z]"],
  ["LT", "\\d{8}"],
  ["LU", "\\d{6}"],
  ["LV", "[A-Z]{2,3}[- ]?\\d{6}"],
  ["MT", "\\d{2}[- ]?\\d{3}[- ]?\\d{3}"],
  ["NL", "\\d{10}"],
  ["PL", "\\d{5}/\\d{2}/\\d{4}"],
  ["PT", "[A-Z]{1,2}-?\\d{1,7} ?\\d"],
  ["RO", "[A-Z]?\\d{8}[A-Z0-9]?"],
  ["SE", "\\d{6}-?\\d{4}"],
  ["SI", "\\d{9}"],
  ["SK", "[A-Z]{1,2}\\d{6}"],
  ["US", "[A-Z]{0,3}\\d{5,14}|[A-Z]\\d{3}[- ]\\d{3}[- ]\\d{2}[- ]\\d{3}[- ]\\d"],
]);
const IBANS: ReadonlyMap<string, string> = new Map([
  ["DE", "DE\\d{2}(?: ?\\d{4}){4} ?\\d{2}"],
  ["ES", "ES\\d{2}(?: ?\\d{4}){5}"],
  ["FR", "FR\\d{2}(?: ?[A-Z0-9]{4}){5} ?[A-Z0-9]{3}"],
  ["GB", "GB\\d{2} ?[A-Z]{4}(?: ?\\d{4}){3} ?\\d{2}"],
  ["IT", "IT\\d{2} ?[A-Z]\\d{3}(?: ?[A-Z0-9]{4}){5} ?[A-Z0-9]{3}"],
]);
const PASSPORTS: ReadonlyMap<string, string> = new Map([
  ["CA", "[A-Z]{2}\\d{6}"],
  ["DE", "[CFGHJKLMNPRTVWXYZ0-9]{9,10}"],
  ["ES", "[A-Z]{3}\\d{6}"],
  ["FR", "\\d{2}[A-Z]{2}\\d{5}"],
  ["GB", "\\d{9}"],
  ["IT", "[A-Z]{2}\\d{7}"],
  ["US", "[A-Z]?\\d{8,9}"],
]);
/** With the country's code; without it where a keyword is near. */
const PHONES: ReadonlyMap<string, readonly [code: string, national: string]> = new Map([
  ["BR", ["55", "\\(?\\d{2}\\)?[- ]?9?\\d{4}[- ]?\\d{4}"]],
  ["CA", ["1", "\\(?[2-9]\\d{2}\\)?[-. ]?[2-9]\\d{2}[-. ]?\\d{4}"]],
  ["DE", ["49", "\\(?0?[1-9]\\d{1,4}\\)?[-/ ]?\\d{3,4}[- ]?\\d{3,6}"]],
  ["ES", ["34", "[6-9]\\d{2}[- ]?\\d{3}[- ]?\\d{3}"]],
  ["FR", ["33", "0?[1-9](?:[-. ]?\\d{2}){4}"]],
  ["GB", ["44", "\\(?0?[1-9]\\d{2,4}\\)?[- ]?\\d{3}[- ]?\\d{3,4}"]],
  ["IT", ["39", "(?:0\\d{1,3}|3\\d{2})[-. ]?\\d{3}[-. ]?\\d{3,5}"]],
  ["US", ["1", "\\(?[2-9]\\d{2}\\)?[-. ]?[2-9]\\d{2}[-. ]?\\d{4}"]],
]);

function phone(country: string): readonly Rule[] {
  const [code, national] = PHONES.get(country)!;
  const words = country === "BR" ? K.phoneBrazil : K.phone;
  return [
    { form: new RegExp(`(?<![\\d+])(?:\\+|00)${code}[-. ]?${national}(?!\\d)`, "g") },
    {
      form: new RegExp(`(?<![\\d+(])(?:${code}[-. ])?${national}(?!\\d)`, "g"),
      near: anyOf(words),
    },
  ];
}

/** Any country's: numbers with a code first, as they hold those without. */
function anyPhone(): readonly Rule[] {
  const rules = [...PHONES.keys()].map(phone);
  return [...rules.map(([whole]) => whole!), ...rules.map(([, national]) => national!)];
}

const INSEE =
  "[12378] ?\\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\\d) ?(?:\\d{2}|2[AB]) ?\\d{3} ?\\d{3} ?\\d{2}";
const DNI = "\\d{8}[- ]?[A-Z]";
const MBI_LETTER = "[AC-HJKMNPQRT-Y]";

const byCountry = (
  name: string,
  forms: ReadonlyMap<string, string>,
  words: ReadonlyMap<string, readonly string[]>,
  checked?: check.Check,
): [string, readonly Rule[]][] =>
  [...forms].map(([country, form]) => [
    `${name}-${country}`,
    rule(form, words.get(country), checked),
  ]);

/** By the last part of their ARN. */
export const IDENTIFIERS: ReadonlyMap<string, readonly Rule[]> = new Map<string, readonly Rule[]>([
  [
    "AwsSecretKey",
    [
      {
        form: /(?<![A-Za-z0-9/+=])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/g,
        check: check.mixed,
        near: anyOf(K.secretKey),
      },
    ],
  ],
  ["OpenSshPrivateKey", block("OPENSSH PRIVATE KEY")],
  ["PgpPrivateKey", block("PGP PRIVATE KEY BLOCK")],
  ["PkcsPrivateKey", block("(?:(?:RSA|DSA|EC|ENCRYPTED) )?PRIVATE KEY")],
  [
    "PuttyPrivateKey",
    [{ form: /PuTTY-User-Key-File-\d:[\s\S]{1,16000}?Private-MAC: ?[0-9a-fA-F]{1,128}/g }],
  ],
  [
    "IpAddress",
    [
      { form: new RegExp(`(?<![\\w.])${V4}(?![\\w]|\\.\\d)`, "g") },
      { form: new RegExp(`(?<![\\w:.])(?:${V6})(?![\\w:.])`, "g") },
    ],
  ],
  ...byCountry("BankAccountNumber", IBANS, BANK_ACCOUNT, check.iban),
  ["BankAccountNumber-US", rule("\\d{8,17}", BANK_ACCOUNT.get("US"))],
  ["CreditCardExpiration", rule("(?:0[1-9]|1[0-2])[-/ ](?:20)?\\d{2}", K.cardExpiration)],
  [
    "CreditCardMagneticStripe",
    [
      {
        form: /%?B\d{12,19}\^[^^\n]{2,26}\^\d{4}[^?\n]{0,60}\?|;\d{12,19}=\d{4}\d{3}[\d]{0,30}\?/g,
        near: anyOf(K.cardStripe),
      },
    ],
  ],
  ["CreditCardNumber", rule("\\d(?:[- ]?\\d){12,18}", K.cardNumber, check.card)],
  ["CreditCardSecurityCode", rule("\\d{3,4}", K.cardCode)],
  [
    "Address",
    [
      {
        form: new RegExp(
          `(?<![\\p{L}\\d])\\d{1,6}[A-Za-z]? (?:${WORD}|\\d{1,3}(?:st|nd|rd|th))(?: ${WORD}){0,4}(?: (?:St|Ave|Rd|Blvd|Dr|Ln|Ct|Pl)\\.)?[,\\n ]{1,3}(?:[^\\n,]{1,30}, ?){0,2}${WORD}(?: ${WORD}){0,3},? (?:[A-Z]{2,3} )?(?:\\d{5}(?:-\\d{4})?|\\d{4}|[A-Z]\\d[A-Z] ?\\d[A-Z]\\d|[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2})(?![\\p{L}\\d])`,
          "gu",
        ),
      },
    ],
  ],
  ["CepCode-BR", rule("\\d{5}-?\\d{3}", K.cep)],
  ["Cnpj-BR", rule("\\d{2}\\.?\\d{3}\\.?\\d{3}/?\\d{4}-?\\d{2}", K.cnpj, check.brazilian)],
  ["CpfCode-BR", rule("\\d{3}\\.?\\d{3}\\.?\\d{3}-?\\d{2}", K.cpf, check.brazilian)],
  ["DateOfBirth", [{ form: new RegExp(`(?<!\\w)(?:${DATE})(?!\\w)`, "gi"), near: anyOf(K.birth) }]],
  ...byCountry("DriversLicense", LICENSES, DRIVERS_LICENSE),
  ["ElectoralRollNumber-GB", rule("[A-Z]{1,3}\\d{1,4}", K.electoral)],
  [
    "EmailAddress",
    [
      {
        form: /(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}(?![A-Za-z0-9])/g,
      },
    ],
  ],
  ["IndividualTaxIdentificationNumber-US", rule("9\\d{2}[- ]?[5-9]\\d[- ]?\\d{4}", TAX.get("US"))],
  ["InseeCode-FR", rule(INSEE, NATIONAL_ID.get("FR"), check.insee)],
  [
    "LatLong",
    [
      {
        form: /(?<![\d.])[-+]?(?:90|[0-8]?\d)\.\d{3,15},\s?[-+]?(?:180|1[0-7]\d|\d?\d)\.\d{3,15}(?!\d)/g,
        near: anyOf(K.location),
      },
    ],
  ],
  [
    "Name",
    [
      {
        form: new RegExp(
          `(?<![\\p{L}\\d])(?:Mr|Mrs|Ms|Miss|Dr|Prof)\\.? (${WORD}(?: ${WORD}){0,3})(?!\\p{L})`,
          "gu",
        ),
        group: 1,
      },
      {
        form: new RegExp(
          `(?<!\\p{L})[Nn]ame(?:"?\\s?[:=]\\s?"?| is )(${WORD}(?: (?:\\p{Lu}\\.|${WORD})){1,3})(?!\\p{L})`,
          "gu",
        ),
        group: 1,
      },
      {
        form: new RegExp(`(?<!\\p{L})(?:${GIVEN})(?: (?:\\p{Lu}\\.|${WORD})){1,3}(?!\\p{L})`, "gu"),
      },
    ],
  ],
  [
    "NationalIdentificationNumber-DE",
    rule("[CFGHJKLMNPRTVWXYZ0-9]{9,10}", NATIONAL_ID.get("DE"), (text) => /\d/.test(text)),
  ],
  ["NationalIdentificationNumber-ES", rule(DNI, NATIONAL_ID.get("ES"), check.spanishLetter)],
  [
    "NationalIdentificationNumber-IT",
    rule("[A-Z]{6}\\d{2}[A-EHLMPRST]\\d{2}[A-Z]\\d{3}[A-Z]", NATIONAL_ID.get("IT")),
  ],
  [
    "NationalInsuranceNumber-GB",
    rule("[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\\d{2} ?\\d{2} ?\\d{2} ?[A-D]", K.insurance),
  ],
  ["NieNumber-ES", rule("[XYZ][- ]?\\d{7}[- ]?[A-Z]", TAX.get("ES"), check.spanishLetter)],
  ["NifNumber-ES", rule(DNI, TAX.get("ES"), check.spanishLetter)],
  ...byCountry("PassportNumber", PASSPORTS, PASSPORT),
  ["PermanentResidenceNumber-CA", rule("[A-Z]{2}\\d{7,10}|\\d{4}-\\d{4}", K.residence)],
  ["PhoneNumber", anyPhone()],
  ...[...PHONES.keys()].map((country): [string, readonly Rule[]] => [
    `PhoneNumber-${country}`,
    phone(country),
  ]),
  ["PostalCode-CA", rule("[ABCEGHJ-NPRSTVXY]\\d[ABCEGHJ-NPRSTV-Z] ?\\d[ABCEGHJ-NPRSTV-Z]\\d")],
  ["RgNumber-BR", rule("\\d{1,2}\\.?\\d{3}\\.?\\d{3}-?[\\dX]", NATIONAL_ID.get("BR"))],
  ["SocialInsuranceNumber-CA", rule("\\d{3}[- ]?\\d{3}[- ]?\\d{3}", K.socialInsurance, check.luhn)],
  ["Ssn-ES", rule("\\d{2}[/ ]?\\d{7,8}[/ ]?\\d{2}", K.ssnSpain, check.spanishSecurity)],
  ["Ssn-US", rule("(?!000|666|9)\\d{3}[- ]?(?!00)\\d{2}[- ]?(?!0000)\\d{4}", K.ssnUs)],
  ["TaxId-DE", rule("\\d{2} ?\\d{3} ?\\d{3} ?\\d{3}", TAX.get("DE"))],
  ["TaxId-ES", rule("[A-HJNP-SUVW]-?\\d{7}-?[0-9A-J]", TAX.get("ES"))],
  ["TaxId-FR", rule("[0-3]\\d(?: ?\\d{2})(?: ?\\d{3}){3}", TAX.get("FR"))],
  ["TaxId-GB", rule("\\d{5} ?\\d{5}", TAX.get("GB"))],
  [
    "VehicleIdentificationNumber",
    rule("[A-HJ-NPR-Z0-9]{17}", K.vehicle, (text) => /\d/.test(text) && /[A-Z]/.test(text)),
  ],
  ["ZipCode-US", rule("\\d{5}(?:-\\d{4})?", K.zip)],
  ["DrugEnforcementAgencyNumber-US", rule("[A-Z][A-Z9]\\d{7}", K.drug, check.dea)],
  ["HealthcareProcedureCode-US", rule("[A-V]\\d{4}|\\d{4}[0-9FTU]", K.procedure)],
  ["HealthInsuranceCardNumber-EU", rule("80\\d{3}(?: ?\\d{5}){3}|\\d{20}", K.healthCard)],
  [
    "HealthInsuranceClaimNumber-US",
    rule("\\d{3}-?\\d{2}-?\\d{4}-?[A-Z]\\d?|[A-Z]{1,3}\\d{6,9}", K.claim),
  ],
  ["HealthInsuranceNumber-FR", rule(INSEE, K.healthFrance, check.insee)],
  [
    "MedicareBeneficiaryNumber-US",
    rule(
      `[1-9]${MBI_LETTER}(?:\\d|${MBI_LETTER})\\d-?${MBI_LETTER}(?:\\d|${MBI_LETTER})\\d-?${MBI_LETTER}{2}\\d{2}`,
      K.medicare,
    ),
  ],
  ["NationalDrugCode-US", rule("\\d{4,5}-\\d{3,4}-\\d{1,2}|\\d{10,11}", K.drugCode)],
  ["NationalProviderId-US", rule("[12]\\d{9}", K.provider, check.provider)],
  ["NhsNumber-GB", rule("\\d{3}[- ]?\\d{3}[- ]?\\d{4}", K.nhs, check.nhs)],
  ["PersonalHealthNumber-CA", rule("\\d{4}[- ]?\\d{3}[- ]?\\d{2,3}", K.healthCanada)],
]);
