namespace Ghc.Domain.Documents;

/// <summary>Who may use this code, and which documents go with which country or region.</summary>
public static class Eligibility
{
    private static readonly string[] Taiwan = ["TW", "CN"];
    private static readonly string[] HongKongMacao = ["HK", "MO", "CN"];

    /// <summary>
    /// Null if the traveler may apply. CN is accepted with permits, since their bearers are Chinese nationals and may write it.
    /// </summary>
    public static Refusal? Check(Document document, CountryOrRegion country) =>
        document.Type switch
        {
            // Residents of the mainland have a health code of their own, in the Yueshengshi mini program.
            IdType.Passport => country.Code == "CN" ? new Refusal(RefusalCodes.NotEligible) : null,
            IdType.TaiwanPermit => Belongs(country, Taiwan),
            // HA and MA permits are for residents of Hong Kong and Macao who are not Chinese nationals: they may come from anywhere.
            _ => document.Number[1] == 'A' ? null : Belongs(country, HongKongMacao),
        };

    private static Refusal? Belongs(CountryOrRegion country, string[] accepted) =>
        accepted.Contains(country.Code) ? null : Refusal.Invalid("countryOrRegion", "country.not-for-document");
}
