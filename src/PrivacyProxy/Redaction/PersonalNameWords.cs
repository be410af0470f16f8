using System.Buffers;
using System.Collections.Frozen;

namespace PrivacyProxy.Redaction;

/// <summary>
/// The vocabulary of <see cref="PersonalNames"/>: English, German, French and Spanish, without accents and separators.
/// </summary>
internal static class PersonalNameWords
{
    /// <summary>Personal only when it is the whole name: <c>name</c> is a person, <c>plan_name</c> is not.</summary>
    private const string Whole = """
        name names mpname nom nombre login handy mobile mobil movil cell pin pan rib nie tin nir whatsapp rue age alter cookie cookies
        auth credentials coordinates coords geolocation pseudo identifiant benutzer fullnames contactdata kontaktdaten
        uid fname lname
        """;

    /// <summary>Personal when the name ends in it.</summary>
    private const string Endings = """

        email emails mail mails emailaddress emailaddresses mailaddress mailadresse emailadresse courriel courrier
        courrierelectronique adressemail correo correoelectronico correoelectronica direcciondecorreo mailto replyto
        phone phones telephone telefon telefono tel telefonnummer rufnummer handynummer mobilnummer mobilenumber mobileno mobilephone
        mobiltelefon cellphone phonenumber phoneno fax faxnummer faxnumber numerodetelephone numerodetelefono whatsappnumber
        skype imessage msisdn
        firstname firstnames lastname lastnames fullname surname surnames forename familyname givenname middlename maidenname birthname
        nickname displayname personname legalname realname vorname nachname familienname geburtsname rufname spitzname vollername
        kundenname ansprechpartner ansprechpartnerin prenom prenoms nomdefamille nomcomplet nomutilisateur nomdutilisateur patronyme
        surnom apellido apellidos nombrecompleto nombredepila primernombre segundonombre nombredeusuario apodo initials nametag
        username usernames userlogin loginname loginid screenhandle userhandle twitterhandle instagramhandle telegramhandle
        benutzername benutzerkennung nutzername anmeldename utilisateur usuario loginemail
        birthday birthdate dateofbirth birth born bornon bornat dob yearofbirth birthyear geburtsdatum geburtstag
        geburtsjahr geboren geborenam geburtsort placeofbirth
        birthplace naissance datedenaissance lieudenaissance anniversaire nacimiento fechadenacimiento fechanacimiento cumpleanos
        address addresses addr streetaddress street streetname strasse strassenname hausnummer housenumber housenr adresse adressen
        anschrift wohnadresse wohnort numerorue direccion direcciones domicilio domicile calle addressline straat
        zip zipcode postcode postalcode postleitzahl plz codepostal codigopostal
        ssn socialsecurity socialsecuritynumber sozialversicherungsnummer numerodesecuritesociale securitesociale seguridadsocial 
        nif dni passport passportnumber passportno reisepass reisepassnummer passeport pasaporte personalausweis ausweisnummer
        nationalid nationalidnumber identitycard idcard idcardnumber idnumber carteidentite driverlicense driverslicense driverlicence
        driverslicence driverlicensenumber fuhrerschein fuehrerschein permisdeconduire licenseplate numberplate kennzeichen
        taxid taxidnumber taxnumber taxpayerid steuernummer steuerid steueridentifikationsnummer numerofiscal vatid vatnumber
        ustid insurancenumber healthinsurancenumber krankenkassennummer nhsnumber patientid
        iban bankaccount bankaccountnumber accountnumber kontonummer konto routingnumber sortcode bankverbindung comptebancaire
        cuentabancaria 
        creditcard creditcards creditcardnumber debitcard cardnumber cardno ccnumber ccnum ccno cvv cvc cardholder kreditkarte
        kreditkartennummer kartennummer kreditkartenummer cartebancaire cartedecredit numerodecarte tarjeta tarjetadecredito
        numerodetarjeta
        password passwords passwd pwd passphrase passcode passwort kennwort motdepasse mdp contrasena clave pincode otp
        secret clientsecret apikey apitoken apisecret accesskey secretkey privatekey authkey sessionkey encryptionkey
        accesstoken authtoken idtoken refreshtoken sessiontoken bearertoken csrftoken xsrftoken resettoken logintoken pushtoken
        devicetoken fcmtoken apnstoken securitytoken jwttoken usertoken verificationtoken invitetoken remembertoken ssotoken
        oauthtoken registrationtoken activationtoken confirmationtoken unsubscribetoken paymenttoken cardtoken personaltoken
        passwordtoken secrettoken jwt csrf xsrf authorization bearer authenticationtoken
        sessionid sessid sid phpsessid jsessionid sessionidentifier sitzungsid setcookie
        ip ips ipaddress ipaddresses ipaddr ipadresse adresseip direccionip ipv remoteaddr remoteaddress xforwardedfor forwardedfor
        macaddress macadresse imei imsi iccid idfa idfv gaid aaid adid advertisingid advertiserid androidid deviceid deviceidentifier
        udid fingerprint devicefingerprint browserfingerprint visitorid hardwareid serialnumber
        latitude longitude lat lng lon latlng latlong gps gpscoordinates geocoordinates gpslocation geolocation userlocation
        gender sex geschlecht sexe sexo genero civilite civility salutation anrede maritalstatus familienstand etatcivil estadocivil
        religion ethnicity nationality nationalitat nationalitaet staatsangehorigkeit staatsangehoerigkeit nationalite nacionalidad
        sexualorientation disability diagnosis diagnose salary gehalt
        userid customerid memberid contactid clientid employeeid patientid personid studentid kundennummer kundenid nutzerid
        benutzerid mitgliedsnummer numeroclient idclient idutilisateur idusuario idcliente facebookid googleid linkedinid twitterid
        anonymousid anonid visitoruuid useruuid userguid useruid profileid subscriberid kundennr ansprechperson useragent
        userage customerage signature unterschrift walletaddress avatar profilepicture profileimage profilephoto userphoto gravatar
        """;

    /// <summary>Not personal although it ends in a personal word.</summary>
    private const string Harmless = """
        iphone smartphone headphone headphones microphone earphone earphones windowsphone featurephone megaphone speakerphone
        webaddress urladdress pageaddress siteaddress contractaddress memoryaddress serveraddress
        downloadzip exportzip filezip iszip electronicmail directmail ismail viaemail byemail viaphone byphone viamail
        shareemail sharewhatsapp viawhatsapp digitalsignature productserialnumber wallstreet mainstreet highstreet
        sharebyemail contactbyemail channelemail mediumemail sourceemail emailoremail throughemail
        utmemail socialwhatsapp buttonemail clickemail clickphone clickedemail clickedphone opensource secretsale topsecret
        ringtel hotel defaultavatar themelat
        """;

    /// <summary>A name that begins with one of these asks a yes-or-no question, or counts.</summary>
    private const string Questions = """
        has had is are was were can should show shows shown hide allow allows enable enabled disable accept accepts wants requires
        required missing count num number total validate validated hat ist est tiene es anzahl
        """;

    /// <summary>
    /// Last words that say which one or in which form, not what: the word before them decides. Everything else as a last
    /// word (<c>count</c>, <c>type</c>, <c>opened</c>, <c>template</c>) names a fact about the thing.
    /// </summary>
    private const string Qualifiers = """
        number numbers no nr nummer num numero value values val text raw field input string full plain line
        hash hashed md sha hex base encoded encrypted normalized normalised lower lowercase trimmed masked
        work home private business personal primary secondary main alternative alternate other office mobile mobil cell privat
        geschaftlich dienstlich beruflich movil portable rechnung lieferung livraison facturation envio facturacion de du des
        from to of user customer client contact member billing shipping delivery recipient sender buyer owner person visitor
        lead patient employee guest kunde nutzer cliente prop property attribute attr custom new old current previous
        """;

    /// <summary>What a word, or several written as one, says of a field.</summary>
    internal static NameMeaning MeaningOf(ReadOnlySpan<char> word) => Meanings.TryGetValue(word, out var meaning) ? meaning : NameMeaning.None;

    internal static bool MayEndGluedTerm(char letter) => LastLetters.Contains(letter);

    /// <summary>Terms so plain that a single glued word ending in one is personal: <c>useremail</c>, <c>privatadresse</c>.</summary>
    internal static readonly string[] GluedTerms =
    [
        "email", "emailaddress", "firstname", "lastname", "fullname", "surname", "nickname", "username", "vorname", "nachname",
        "password", "passwort", "passwd", "telefon", "telefonnummer", "telephone", "phonenumber", "handynummer", "mobilnummer",
        "birthday", "birthdate", "geburtsdatum", "geburtstag", "postcode", "zipcode", "strasse", "adresse", "ipaddress",
        "accesstoken", "authtoken", "refreshtoken", "apikey", "sessionid", "prenom", "apellido", "apellidos", "iban",
        "creditcard", "cardnumber", "latitude", "longitude",
    ];

    internal static readonly int ShortestGluedTerm = GluedTerms.Min(term => term.Length);

    private static readonly SearchValues<char> LastLetters = SearchValues.Create([.. GluedTerms.Select(term => term[^1])]);

    private static readonly FrozenDictionary<string, NameMeaning>.AlternateLookup<ReadOnlySpan<char>> Meanings = Look();

    // Owner × thing: customer_name, customername, billing_name, visitor_ip, guest_mobile.
    private static string Owned()
    {
        string[] owners =
        [
            "user", "customer", "client", "contact", "member", "visitor", "guest", "person", "patient", "employee", "student",
            "teacher", "doctor", "child", "parent", "buyer", "recipient", "sender", "owner", "passenger", "cardholder", "holder",
            "billing", "shipping", "delivery", "invoice", "lead", "profile", "applicant", "candidate", "attendee", "participant",
            "subscriber", "spouse", "partner", "my", "home", "work", "private", "kunden", "nutzer", "benutzer", "remote", "real",
            "cliente", "usuario", "peer", "source", "public", "local", "last", "first", "full", "author",
        ];
        string[] persons = ["name", "mobile", "ip", "phone", "address", "zip", "login"];
        var words = new System.Text.StringBuilder();
        foreach (var owner in owners)
        {
            foreach (var thing in persons)
            {
                var isPlace = owner is "remote" or "peer" or "source" or "public" or "local" or "home" or "work" or "private" or "author";
                var isOrder = owner is "last" or "first" or "full";
                if (thing == "name" ? isPlace : isOrder || (thing == "login" && (isPlace || owner == "my")))
                    continue;
                words.Append(owner).Append(thing).Append(' ');
            }
        }
        return words.ToString();
    }

    private static FrozenDictionary<string, NameMeaning>.AlternateLookup<ReadOnlySpan<char>> Look()
    {
        var meanings = new Dictionary<string, NameMeaning>(StringComparer.Ordinal);
        Add(Whole, NameMeaning.Whole);
        Add(Endings, NameMeaning.Ending);
        Add(Owned(), NameMeaning.Ending);
        Add(Harmless, NameMeaning.Harmless);
        Add(Questions, NameMeaning.Question);
        Add(Qualifiers, NameMeaning.Qualifier);
        return meanings.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

        void Add(string words, NameMeaning meaning)
        {
            foreach (var word in words.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
                meanings[word] = meanings.GetValueOrDefault(word) | meaning;
        }
    }
}
