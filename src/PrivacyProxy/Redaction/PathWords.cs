namespace PrivacyProxy.Redaction;

/// <summary>What a segment of a path says of the one that follows it.</summary>
internal enum SegmentRole : byte
{
    None,

    /// <summary>The next segment names one of many people: <c>/users/jane</c>.</summary>
    Person,

    /// <summary>The next segment is a secret that was sent to one person: <c>/reset/8f7a9b2c1d</c>.</summary>
    Secret,
}

/// <summary>The vocabulary of paths: English, German, French, Spanish.</summary>
internal static class PathWords
{
    private const int LongestWord = 32;

    private static readonly ByteNames People = new("""
        user users u member members profile profiles account accounts customer customers client clients people person persons
        author authors contact contacts employee employees patient patients student students subscriber subscribers guest guests
        kunde kunden nutzer benutzer mitglied mitglieder konto profil profile mitarbeiter patienten teilnehmer
        utilisateur utilisateurs membre membres compte profils clientes cliente usuario usuarios miembro miembros perfil perfiles
        cuenta empleados auteur auteurs autor autores autoren
        """);

    private static readonly ByteNames Secrets = new(Compounds("""
        reset reset-password password-reset passwordreset forgot-password set-password new-password change-password recover recovery
        verify verification verify-email email-verification confirm confirmation confirm-email email-confirmation activate activation
        invite invitation invites invitations accept-invite accept-invitation join unsubscribe optout opt-out subscribe-confirm
        token tokens magic magic-link magic-login magiclink login-link signin-link sso-token otp one-time share shared share-link
        download-link download-token auth-callback access-token session-token
        passwort-zuruecksetzen passwort-vergessen zuruecksetzen bestaetigen bestaetigung aktivieren aktivierung einladung abmelden
        abbestellen austragen freigabe teilen
        reinitialiser reinitialisation confirmer activer invitacion desabonner desinscription partager
        restablecer recuperar confirmar confirmacion activar activacion verificar verificacion invitar compartir
        """));

    // What stands where a person's name could stand, and is none.
    private static readonly ByteNames Actions = new(Compounds("""
        login logout signin signout sign-in sign-out signup sign-up register registration join new create add edit update delete remove
        list all search find index home overview dashboard settings setting preferences options security privacy password passwords
        forgot reset verify confirm activate profile profiles account accounts me my self current order orders history invoice invoices
        billing payment payments method methods card cards subscription subscriptions plan plans address addresses wishlist favorites
        favourites cart basket checkout notifications notification messages message inbox mail email emails newsletter newsletters
        unsubscribe subscribe downloads download upload uploads files documents reviews review returns return refund refunds gift
        coupons coupon vouchers voucher points rewards loyalty help support contact contacts about team teams group groups roles role
        permissions admin api keys key tokens token sessions session devices device connections integrations export import data
        details detail view show info information avatar picture photo image following followers friends activity feed posts comments
        count stats statistics report reports page pages success error welcome done start step change manage close delete-account
        users user members member people customers clients guest guests anonymous default public private test html php
        de en fr es it nl pt pl us uk at ch eu
        shipping pricing sales service services customer-service form onboarding guide guides benefits discount discounts stories case-studies faq
        step1 step2 step3 created updated deleted verified confirmed
        anmelden abmelden registrieren registrierung neu erstellen anlegen bearbeiten aendern loeschen liste alle suche suchen uebersicht
        einstellungen sicherheit datenschutz passwort passwoerter vergessen zuruecksetzen profil konto bestellungen bestellung rechnungen
        rechnung zahlung zahlungen zahlungsarten abo abos adressen adresse merkzettel wunschliste warenkorb kasse nachrichten gutscheine
        gutschein punkte hilfe kontakt daten meine mein retouren bewertungen
        service kundenservice kundendienst versand wunschzettel werden werben vorteile formular rabatt
        connexion deconnexion inscription nouveau nouvelle creer modifier supprimer liste tous recherche accueil parametres securite
        confidentialite mot-de-passe motdepasse compte commandes commande factures facture paiement paiements abonnement abonnements
        adresses favoris panier messages aide mes mon retours avis service livraison avantages formulaire
        iniciar-sesion cerrar-sesion entrar salir registro registrarse nuevo nueva crear editar modificar eliminar lista todos buscar
        inicio ajustes configuracion seguridad privacidad contrasena cuenta pedidos pedido facturas factura pago pagos suscripcion
        direcciones direccion favoritos carrito mensajes ayuda mis mi devoluciones perfil envios ventajas formulario atencion-al-cliente
        """));

    // What is done with a person, or by what a person is found, stands between the word for people and the name.
    private static readonly ByteNames Leading = new(Compounds("view show edit update delete details detail id name username by-id by-name by-username"));

    /// <summary>True for a segment that stands between <c>/users</c> and the name: <c>/users/edit/jane</c>.</summary>
    internal static bool LeadsToPerson(ReadOnlySpan<byte> segment) => Leading.Contains(segment);

    /// <summary>What a segment, decoded, says of its follower.</summary>
    internal static SegmentRole RoleBehind(ReadOnlySpan<byte> segment)
    {
        if (segment.Length > LongestWord)
            return SegmentRole.None;
        if (People.Contains(segment))
            return SegmentRole.Person;
        return Secrets.Contains(segment) ? SegmentRole.Secret : SegmentRole.None;
    }

    /// <summary><c>/users/settings</c>, <c>/account/change-password</c>, <c>/profile/index.html</c> name nobody.</summary>
    internal static bool IsAction(ReadOnlySpan<byte> segment)
    {
        var dot = segment.LastIndexOf((byte)'.');
        var stem = dot > 0 ? segment[..dot] : segment;
        if (Actions.Contains(stem))
            return true;
        foreach (var range in stem.SplitAny("-_"u8))
        {
            if (!Actions.Contains(stem[range]))
                return false;
        }
        return true;
    }

    /// <summary>
    /// A word that somebody may have written, and no code: letters with vowels among them, in lower case or with a capital
    /// in front, between dashes. Behind a longer one may stand a short number or a year: <c>step-2</c>, <c>black-friday-2024</c>.
    /// </summary>
    internal static bool IsPlainWord(ReadOnlySpan<byte> segment)
    {
        var letters = 0;
        foreach (var range in segment.SplitAny("-_"u8))
        {
            var word = segment[range];
            if (letters >= 3 && IsSmallNumberOrYear(word))
                continue;
            var vowels = 0;
            for (var i = 0; i < word.Length; i++)
            {
                if (!char.IsAsciiLetterLower((char)word[i]) && (i > 0 || !char.IsAsciiLetterUpper((char)word[i])))
                    return false;
                vowels += (word[i] | 0x20) is 'a' or 'e' or 'i' or 'o' or 'u' or 'y' ? 1 : 0;
            }
            if (word.IsEmpty || word.Length > 20 || vowels * 5 < word.Length)
                return false;
            letters += word.Length;
        }
        return true;
    }

    private static bool IsSmallNumberOrYear(ReadOnlySpan<byte> word) =>
        word.Length is 1 or 2 or 4 && !word.ContainsAnyExceptInRange((byte)'0', (byte)'9')
        && (word.Length < 4 || word.StartsWith("19"u8) || word.StartsWith("20"u8));

    /// <summary>Does a path without a host hold a segment that its forerunner makes personal?</summary>
    internal static bool NamesSomebody(ReadOnlySpan<byte> path)
    {
        var role = SegmentRole.None;
        foreach (var range in path.SplitAny("/\\"u8))
        {
            var segment = path[range];
            if (segment.IsEmpty)
                continue;
            if (role != SegmentRole.None || segment[0] is (byte)'@' or (byte)'~')
                return true;
            role = RoleBehind(segment);
        }
        return false;
    }

    // Each in the spellings with a dash, with an underscore and in one word.
    private static IEnumerable<string> Compounds(string words) =>
        words.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(word => (string[])[word, word.Replace('-', '_'), word.Replace("-", "", StringComparison.Ordinal)]);
}
