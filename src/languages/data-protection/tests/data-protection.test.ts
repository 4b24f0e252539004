/** Data protection policies: what is refused, what identifiers find, what is left of a text. */
import { expect, test } from "bun:test";
import { compileExpression, TooManySteps } from "../expression.ts";
import { IDENTIFIERS } from "../identifiers.ts";
import {
  compileDataProtection,
  deidentified,
  findSensitive,
  InvalidDataProtectionPolicy,
  speaksOf,
} from "../policy.ts";

const ARN = "arn:aws:dataprotection::aws:data-identifier/";
const found = (name: string, text: string): string[] =>
  findSensitive(text, [{ name, rules: IDENTIFIERS.get(name)! }]).map(({ start, end }) =>
    text.slice(start, end),
  );

const FOUND: readonly [name: string, text: string, found: string][] = [
  ["EmailAddress", "write to ada.l+x@mail.example.com.", "ada.l+x@mail.example.com"],
  ["IpAddress", '{"ip":"192.168.0.12"}', "192.168.0.12"],
  ["IpAddress", "from 2001:db8::ff00:42:8329 today", "2001:db8::ff00:42:8329"],
  ["CreditCardNumber", "My credit card number is 4539894458086459", "4539894458086459"],
  ["CreditCardNumber", "visa 4539 8944 5808 6459.", "4539 8944 5808 6459"],
  [
    "AwsSecretKey",
    "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
  ],
  [
    "PkcsPrivateKey",
    "x -----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY----- y",
    "-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----",
  ],
  [
    "OpenSshPrivateKey",
    "-----BEGIN OPENSSH PRIVATE KEY-----\\nb3\\n-----END OPENSSH PRIVATE KEY-----",
    "-----BEGIN OPENSSH PRIVATE KEY-----\\nb3\\n-----END OPENSSH PRIVATE KEY-----",
  ],
  ["BankAccountNumber-DE", "IBAN DE89 3704 0044 0532 0130 00", "DE89 3704 0044 0532 0130 00"],
  ["BankAccountNumber-GB", "iban: GB82WEST12345698765432", "GB82WEST12345698765432"],
  ["BankAccountNumber-US", "checking account 000123456789", "000123456789"],
  ["CreditCardExpiration", "expiry 09/27", "09/27"],
  ["CreditCardSecurityCode", "cvv: 123", "123"],
  [
    "Address",
    "to 410 Terry Avenue North, Seattle, WA 98109 by noon",
    "410 Terry Avenue North, Seattle, WA 98109",
  ],
  ["Name", "Dear Dr. Grace Hopper, hello", "Grace Hopper"],
  ["Name", "signed by Mary Major", "Mary Major"],
  ["DateOfBirth", "date of birth: 1990-12-31", "1990-12-31"],
  ["CpfCode-BR", "CPF 529.982.247-25", "529.982.247-25"],
  ["Cnpj-BR", "cnpj 11.222.333/0001-81", "11.222.333/0001-81"],
  ["DriversLicense-GB", "driving licence MORGA657054SM9IJ", "MORGA657054SM9IJ"],
  ["NationalIdentificationNumber-ES", "DNI: 12345678Z", "12345678Z"],
  ["NieNumber-ES", "NIE X1234567L", "X1234567L"],
  ["NationalInsuranceNumber-GB", "nino QQ 12 34 56 C; AB 12 34 56 C", "AB 12 34 56 C"],
  ["PassportNumber-US", "passport 340020013", "340020013"],
  ["PhoneNumber-US", "call +1 425 555 0100 now", "+1 425 555 0100"],
  ["PhoneNumber-US", "phone: (425) 555-0100", "(425) 555-0100"],
  ["PhoneNumber", "tel. +49 30 1234 5678", "+49 30 1234 5678"],
  ["PostalCode-CA", "K1A 0B1", "K1A 0B1"],
  ["Ssn-US", "ssn: 123-45-6789", "123-45-6789"],
  ["SocialInsuranceNumber-CA", "SIN 046 454 286", "046 454 286"],
  ["VehicleIdentificationNumber", "vin 1M8GDM9AXKP042788", "1M8GDM9AXKP042788"],
  ["ZipCode-US", "zip code 98109-1234", "98109-1234"],
  ["LatLong", "position 41.948614,-87.655311", "41.948614,-87.655311"],
  ["NhsNumber-GB", "NHS 943 476 5919", "943 476 5919"],
  ["NationalProviderId-US", "npi 1234567893", "1234567893"],
  ["DrugEnforcementAgencyNumber-US", "dea number AB1234563", "AB1234563"],
  ["MedicareBeneficiaryNumber-US", "mbi 1EG4-TE5-MK73", "1EG4-TE5-MK73"],
  ["InseeCode-FR", "insee 2 55 08 14 168 025 38", "2 55 08 14 168 025 38"],
];
test.each(FOUND)("%s in %j", (name, text, expected) => {
  expect(found(name, text)).toEqual([expected]);
});

const NOT_FOUND: readonly [name: string, text: string][] = [
  // A number that issuers keep for tests, one whose check digit is wrong, and one without a word.
  ["CreditCardNumber", "card 4111111111111111"],
  ["CreditCardNumber", "card 4539894458086458"],
  ["CreditCardNumber", "order 4539894458086459"],
  ["AwsSecretKey", "secret key 0123456789abcdef0123456789abcdef01234567"],
  ["IpAddress", "version 1.2.3.4.5"],
  ["IpAddress", "300.1.1.1"],
  ["Ssn-US", "number 123-45-6789"],
  ["Ssn-US", "ssn 000-45-6789"],
  ["BankAccountNumber-DE", "IBAN DE89 3704 0044 0532 0130 01"],
  ["Name", "The Quick brown fox"],
  ["Address", "410 apples for 98109"],
  ["PhoneNumber-US", "order 4255550100"],
];
test.each(NOT_FOUND)("no %s in %j", (name, text) => {
  expect(found(name, text)).toEqual([]);
});

test("every documented identifier is there", () => {
  const names = [...IDENTIFIERS.keys()];
  expect(names.filter((name) => name.startsWith("DriversLicense-"))).toHaveLength(31);
  expect(names.length).toBe(102);
});

const policy = (statement: object, more: object = {}): string =>
  JSON.stringify({
    ...{ Name: "p", Version: "2021-06-01", ...more },
    Statement: [
      {
        ...{ DataDirection: "Inbound", Principal: ["*"], DataIdentifier: [`${ARN}EmailAddress`] },
        ...{ Operation: { Deny: {} }, ...statement },
      },
    ],
  });
const custom = (regex: string, name = "EmployeeId") =>
  policy(
    { DataIdentifier: [name] },
    { Configuration: { CustomDataIdentifier: [{ Name: name, Regex: regex }] } },
  );
const audit = (inner: object) => policy({ Operation: { Audit: inner } });

const REFUSED: readonly [text: string, why: string][] = [
  ["{", "must be valid JSON"],
  ["[]", "must be an object"],
  [JSON.stringify({ Name: "x", Version: "2021-06-01", Statement: [] }), "Statement"],
  [policy({}, { Version: "2020-01-01" }), "Version"],
  [policy({}, { Name: "" }), "Name is required"],
  [policy({}, { Other: 1 }), "Other is not a member of policy"],
  [policy({ DataDirection: "Sideways" }), "DataDirection"],
  [policy({ Principal: [] }), "Principal"],
  [policy({ Principal: ["nobody"] }), "nobody is not a valid principal"],
  [policy({ DataIdentifier: [`${ARN}Nothing`] }), "Nothing is not a supported data identifier"],
  [policy({ Operation: {} }), "one of Audit, Deidentify and Deny"],
  [policy({ Operation: { Deny: {}, Audit: {} } }), "one of Audit, Deidentify and Deny"],
  [
    policy({ DataDirection: "Outbound", Operation: { Deidentify: { RedactConfig: {} } } }),
    "Outbound",
  ],
  [policy({ Operation: { Deidentify: {} } }), "MaskConfig and RedactConfig"],
  [
    policy({ Operation: { Deidentify: { MaskConfig: { MaskWithCharacter: "##" } } } }),
    "MaskWithCharacter",
  ],
  [audit({ SampleRate: "100", FindingsDestination: { S3: { Bucket: "b" } } }), "SampleRate"],
  [audit({ SampleRate: "99" }), "FindingsDestination"],
  [
    audit({ SampleRate: "9", FindingsDestination: { CloudWatchLogs: { LogGroup: "/x" } } }),
    "/aws/vendedlogs/",
  ],
  [custom("(a)"), "unsupported characters"],
  [custom("a{5000}"), "too complex"],
  [custom("a*"), "matches the empty string"],
  [custom("[z-a]"), "range out of order"],
  [custom("\\q"), "unsupported escape"],
  [custom("a".repeat(201)), "200 characters"],
  [custom("a", "EmailAddress"), "managed data identifier"],
];
test.each(REFUSED)("%s is refused", (text, why) => {
  expect(() => compileDataProtection(text)).toThrow(InvalidDataProtectionPolicy);
  expect(() => compileDataProtection(text)).toThrow(why);
});

const EXPRESSIONS: readonly [regex: string, text: string, found: string[]][] = [
  ["EID-\\d{9}-US", "x EID-123456789-US y EID-12-US", ["EID-123456789-US"]],
  ["a|ab|abc", "abcab", ["abc", "ab"]],
  ["[A-Z]{2,3}\\d+", "AB1 ABCD22", ["AB1", "BCD22"]],
  ["^id=[^;]+", "id=7;id=8", ["id=7"]],
  ["\\w+@corp$", "a@corp b@corp", ["b@corp"]],
  ["a.?c", "ac abc abbc", ["ac", "abc"]],
  ["x*y", "xxy y", ["xxy", "y"]],
];
test.each(EXPRESSIONS)("%s in %j", (regex, text, expected) => {
  const spans = compileExpression(regex).find(text);
  expect(spans.map(([start, end]) => text.slice(start, end))).toEqual(expected);
});

test("an expression that would take for ever gives up", () => {
  const slow = compileExpression("a{0,999}a{0,999}b");
  expect(() => slow.find("a".repeat(250_000))).toThrow(TooManySteps);
});

test("texts are masked or lose what was found; principals are who they say", () => {
  const [mail] = compileDataProtection(policy({ Principal: ["arn:aws:iam::123456789012:role/R"] }));
  const text = "a@b.cd and e@f.gh";
  const findings = findSensitive(text, mail!.identifiers);
  expect(deidentified(text, findings, "#")).toBe("###### and ######");
  expect(deidentified(text, findings, undefined)).toBe(" and ");
  const session = "arn:aws:sts::123456789012:assumed-role/R/s";
  expect(speaksOf(mail!, session, "arn:aws:iam::123456789012:role/R")).toBe(true);
  expect(speaksOf(mail!, "arn:aws:iam::123456789012:user/U", undefined)).toBe(false);
});

const LARGE = ["1", "A", "1 Aaaa ", "a@a.", "ssn 123-45-6789 ", "James Aa ", "name: Aa ", "0:"];
test.each(LARGE)("all identifiers on 256 KiB of %j", (piece) => {
  const text = piece.repeat(Math.ceil(262_144 / piece.length));
  const all = [...IDENTIFIERS].map(([name, rules]) => ({ name, rules }));
  const began = performance.now();
  findSensitive(text, all);
  expect(performance.now() - began).toBeLessThan(5_000);
});
