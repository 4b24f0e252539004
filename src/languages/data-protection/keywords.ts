/**
 * Words that stand near sensitive data, as AWS documents them: without one, digits are just digits.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-data-protection-sensitive-data-types-pii.html
 */

const list = (words: string): readonly string[] => words.split(", ");

const DL_ENGLISH =
  "dl#, dl:, dlno#, driver licence, driver licences, driver license, driver licenses, driver permit, drivers lic., drivers licence, driver's licence, drivers licences, driver's licences, drivers license, driver's license, drivers licenses, driver's licenses, drivers permit, driver's permit, drivers permit number, driving licence, driving license, driving permit";
const DL_GERMAN =
  "fuehrerschein, fuehrerschein- nr, fuehrerscheinnummer, fuhrerschein, führerschein, fuhrerschein- nr, führerschein- nr, fuhrerscheinnummer, führerscheinnummer";

/** By country: driver's licences. */
export const DRIVERS_LICENSE: ReadonlyMap<string, readonly string[]> = new Map([
  ["AT", list("führerschein, fuhrerschein, führerschein republik österreich")],
  ["AU", list(`dl :, ${DL_ENGLISH}`)],
  [
    "BE",
    list(`${DL_GERMAN}, numéro permis conduire, permis de conduire, rijbewijs, rijbewijsnummer`),
  ],
  [
    "BG",
    list(
      "превозно средство, свидетелство за управление на моторно, свидетелство за управление на мпс, сумпс, шофьорска книжка",
    ),
  ],
  ["CA", list(`${DL_ENGLISH}, permis de conduire`)],
  ["CY", list("άδεια οδήγησης")],
  [
    "CZ",
    list(
      "číslo licence, císlo licence řidiče, číslo řidičského průkazu, povolení k jízdě, povolení řidiče, řidiči povolení, řidičský prúkaz, řidičský průkaz",
    ),
  ],
  ["DE", list(DL_GERMAN)],
  ["DK", list("kørekort, kørekortnummer")],
  ["EE", list("juhi litsentsi number, juhiloa number, juhiluba, juhiluba number")],
  [
    "ES",
    list(
      "carnet conducer, el carnet de conducer, licencia conducer, licencia de manejo, número carnet conducer, número de carnet de conducer, número de permiso conducer, número de permiso de conducer, número licencia conducer, número permiso conducer, permiso conducción, permiso conducer, permiso de conducción",
    ),
  ],
  [
    "FI",
    list("ajokortin numero, ajokortti, förare lic., körkort, körkort nummer, kuljettaja lic."),
  ],
  ["FR", list("permis de conduire")],
  ["GB", list(DL_ENGLISH)],
  ["GR", list("δεια οδήγησης, adeia odigisis")],
  ["HR", list("vozačka dozvola")],
  [
    "HU",
    list(
      "illesztőprogramok lic, jogosítvány, jogsi, licencszám, vezető engedély, vezetői engedély",
    ),
  ],
  ["IE", list("ceadúnas tiomána")],
  ["IT", list("patente di guida, patente di guida numero, patente guida, patente guida numero")],
  ["LT", list("vairuotojo pažymėjimas")],
  ["LU", list("fahrerlaubnis, führerschäin")],
  [
    "LV",
    list(
      "autovadītāja apliecība, licences numurs, vadītāja apliecība, vadītāja apliecības numurs, vadītāja atļauja, vadītāja licences numurs, vadītāji lic.",
    ),
  ],
  ["MT", list("liċenzja tas-sewqan")],
  ["NL", list("permis de conduire, rijbewijs, rijbewijsnummer")],
  ["PL", list("numer licencyjny, prawo jazdy, zezwolenie na prowadzenie")],
  [
    "PT",
    list(
      "carta de condução, carteira de habilitação, carteira de motorist, carteira habilitação, carteira motorist, licença condução, licença de condução, número de licença, número licença, permissão condução, permissão de condução",
    ),
  ],
  ["RO", list("numărul permisului de conducere, permis de conducere")],
  [
    "SE",
    list(
      "ajokortin numero, dlno# ajokortti, drivere lic., förare lic., körkort, körkort nummer, körkortsnummer, kuljettajat lic.",
    ),
  ],
  ["SI", list("vozniško dovoljenje")],
  [
    "SK",
    list(
      "číslo licencie, číslo vodičského preukazu, povolenia vodičov, povolenie jazdu, povolenie na jazdu, povolenie vodiča, vodičský preukaz",
    ),
  ],
  ["US", list(DL_ENGLISH)],
]);

const ACCOUNT =
  "account code, account number, accountno#, accountnumber#, bban, customer account id, customer account number, customer bank account id, iban";

export const BANK_ACCOUNT: ReadonlyMap<string, readonly string[]> = new Map([
  ["FR", list(`${ACCOUNT}, code bancaire, compte bancaire, numéro de compte`)],
  [
    "DE",
    list(
      `${ACCOUNT}, bankleitzahl, geheimzahl, kartennummer, kontonummer, kreditkartennummer, sepa`,
    ),
  ],
  ["IT", list(`${ACCOUNT}, codice bancario, conto bancario, numero di conto`)],
  [
    "ES",
    list(
      `${ACCOUNT}, código cuenta, código cuenta bancaria, cuenta cliente id, número cuenta bancaria cliente, número cuenta cliente`,
    ),
  ],
  ["GB", list(`${ACCOUNT}, sepa`)],
  [
    "US",
    list(
      "bank account, bank acct, checking account, checking acct, deposit account, deposit acct, savings account, savings acct, chequing account, chequing acct",
    ),
  ],
]);

export const PASSPORT: ReadonlyMap<string, readonly string[]> = new Map([
  ["CA", list("passeport, passeport#, passport, passport#, passportno, passportno#")],
  [
    "FR",
    list(
      "numéro de passeport, passeport, passeport#, passeport #, passeportn °, passeport n °, passeportNon, passeport non",
    ),
  ],
  [
    "DE",
    list(
      "ausstellungsdatum, ausstellungsort, geburtsdatum, passport, passports, reisepass, reisepass–nr, reisepassnummer",
    ),
  ],
  [
    "IT",
    list(
      "italian passport number, numéro passeport, numéro passeport italien, passaporto, passaporto italiana, passaporto numero, passport number, repubblica italiana passaporto",
    ),
  ],
  [
    "ES",
    list(
      "españa pasaporte, libreta pasaporte, número pasaporte, pasaporte, passport, passport book, passport no, passport number, spain passport",
    ),
  ],
  [
    "GB",
    list(
      "passeport #, passeport n °, passeportNon, passeport non, passeportn °, passport #, passport no, passport number, passport#, passportid",
    ),
  ],
  ["US", list("passport, travel document")],
]);

export const NATIONAL_ID: ReadonlyMap<string, readonly string[]> = new Map([
  ["BR", list("registro geral, rg")],
  [
    "FR",
    list(
      "assurance sociale, carte nationale d’identité, cni, code sécurité sociale, french social security number, fssn#, insee, insurance number, national id number, nationalid#, numéro d'assurance, sécurité sociale, sécurité sociale non., sécurité sociale numéro, social, social security, social security number, socialsecuritynumber, ss#, ssn, ssn#",
    ),
  ],
  [
    "DE",
    list(
      "ausweisnummer, id number, identification number, identity number, insurance number, personal id, personalausweis",
    ),
  ],
  [
    "IT",
    list(
      "codice fiscal, dati anagrafici, ehic, health card, health insurance card, p. iva, partita i.v.a., personal data, tax code, tessera sanitaria",
    ),
  ],
  [
    "ES",
    list(
      "dni, dni#, dninúmero#, documento nacional de identidad, identidad único, identidadúnico#, insurance number, national identification number, national identity, nationalid#, nationalidno#, número nacional identidad, personal identification number, personal identity no, unique identity number, uniqueid#",
    ),
  ],
]);

export const TAX: ReadonlyMap<string, readonly string[]> = new Map([
  [
    "FR",
    list(
      "numéro d'identification fiscale, tax id, tax identification number, tax number, tin, tin#",
    ),
  ],
  [
    "DE",
    list(
      "identifikationsnummer, steuer id, steueridentifikationsnummer, steuernummer, tax id, tax identification number, tax number",
    ),
  ],
  [
    "ES",
    list(
      "cif, cif número, cifnúmero#, nie, nif, número de contribuyente, número de identidad de extranjero, número de identificación fiscal, número de impuesto corporativo, personal tax number, tax id, tax identification number, tax number, tin, tin#",
    ),
  ],
  [
    "GB",
    list(
      "paye, tax id, tax id no., tax id number, tax identification, tax identification#, tax no., tax number, tax reference, tax#, taxid#, temporary reference number, tin, trn, unique tax reference, unique taxpayer reference, utr",
    ),
  ],
  ["US", list("individual taxpayer identification number, itin, i.t.i.n.")],
]);

/** By identifier, where the country makes no difference. */
export const KEYWORDS = {
  secretKey: list(
    "aws_secret_access_key, credentials, secret access key, secret key, set-awscredential",
  ),
  cardExpiration: list("exp d, exp m, exp y, expiration, expiry"),
  cardStripe: list("card data, iso7813, mag, magstripe, stripe, swipe"),
  cardNumber: list(
    "account number, american express, amex, bank card, card, card num, card number, cc #, ccn, check card, credit, credit card#, dankort, debit, debit card, diners club, discover, electron, elo verification code, japanese card bureau, jcb, mastercard, mc, pan, payment account number, payment card number, pcn, union pay, visa",
  ),
  cardCode: list(
    "card id, card identification code, card identification number, card security code, card validation code, card validation number, card verification data, card verification value, cvc, cvc2, cvv, cvv2, elo verification code",
  ),
  birth: list("dob, date of birth, birthdate, birth date, birthday, b-day, bday"),
  cep: list("cep, código de endereçamento postal, codigo de endereçamento postal"),
  cnpj: list("cadastro nacional da pessoa jurídica, cadastro nacional da pessoa juridica, cnpj"),
  cpf: list(
    "cadastro de pessoas fisicas, cadastro de pessoas físicas, cadastro de pessoa física, cadastro de pessoa fisica, cpf",
  ),
  electoral: list(
    "electoral#, electoral #, electoralnumber, electoral number, electoralroll#, electoral roll#, electoral roll #, electoral roll no., electoral roll number, electoralrollno",
  ),
  insurance: list(
    "insurance no., insurance number, insurance#, national insurance number, nationalinsurance#, nationalinsurancenumber, nin, nino",
  ),
  residence: list(
    "carte résident permanent, numéro carte résident permanent, numéro résident permanent, permanent resident card, permanent resident card number, permanent resident no, permanent resident no., permanent resident number, pr no, pr no., pr non, pr number, résident permanent no., résident permanent non",
  ),
  phone: list(
    "cell, contact, fax, fax number, mobile, phone, phone number, tel, telephone, telephone number",
  ),
  phoneBrazil: list(
    "cell, contact, fax, fax number, mobile, phone, phone number, tel, telephone, telephone number, cel, celular, fone, móvel, número residencial, numero residencial, telefone",
  ),
  socialInsurance: list("canadian id, numéro d'assurance sociale, social insurance number, sin"),
  ssnSpain: list(
    "número de la seguridad social, social security no., social security number, socialsecurityno#, ssn, ssn#",
  ),
  ssnUs: list("social security, ss#, ssn"),
  zip: list("zip code, zip+4"),
  location: list("coordinate, coordinates, lat long, latitude longitude, location, position"),
  vehicle: list(
    "fahrgestellnummer, niv, numarul de identificare, numarul seriei de sasiu, serie sasiu, numer vin, número de identificação do veículo, número de identificación de automóviles, numéro d'identification du véhicule, vehicle identification number, vin, vin numeris",
  ),
  drug: list("dea number, dea registration"),
  healthCard: list(
    "assicurazione sanitaria numero, carta assicurazione numero, carte d’assurance maladie, carte européenne d'assurance maladie, ceam, ehic, ehic#, finlandehicnumber#, gesundheitskarte, hälsokort, health card, health card number, health insurance card, health insurance number, insurance card number, krankenversicherungskarte, krankenversicherungsnummer, medical account number, numero conto medico, numéro d’assurance maladie, numéro de carte d’assurance, numéro de compte medical, número de cuenta médica, número de seguro de salud, número de tarjeta de seguro, sairaanhoitokortin, sairausvakuutuskortti, sairausvakuutusnumero, sjukförsäkring nummer, sjukförsäkringskort, suomi ehic-numero, tarjeta de salud, terveyskortti, tessera sanitaria assicurazione numero, versicherungsnummer",
  ),
  claim: list(
    "health insurance claim number, hic no, hic no., hic number, hic#, hicn, hicn#., hicno#",
  ),
  healthFrance: list("carte d'assuré social, carte vitale, insurance card"),
  procedure: list(
    "current procedural terminology, hcpcs, healthcare common procedure coding system",
  ),
  medicare: list("mbi, medicare beneficiary"),
  drugCode: list("national drug code, ndc"),
  provider: list("hipaa, n.p.i, national provider, npi"),
  nhs: list("national health service, nhs"),
  healthCanada: list(
    "canada healthcare number, msp number, personal healthcare number, phn, soins de santé",
  ),
} as const;
