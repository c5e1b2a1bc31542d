using System.Globalization;
using Ghc.Domain;
using Ghc.Domain.Documents;
using Ghc.Domain.Holders;

namespace Ghc.Functions.Holders;

/// <summary>The identity that somebody claims, to be compared with the borders' records.</summary>
public sealed record IdentityClaim(PersonName Name, Document Document, CountryOrRegion Country, int LatestCrossingYear)
{
    /// <summary>All that it says, unmasked: only to be hashed.</summary>
    public string Canonical => string.Create(CultureInfo.InvariantCulture, $"{Document.Canonical}|{Name.Text}|{LatestCrossingYear}");

    public static Outcome<IdentityClaim> Parse(
        string? fullName,
        string? countryOrRegion,
        string? idType,
        string? idNumber,
        string? issuanceNumber,
        int? latestCrossingYear
    )
    {
        var form = new Form();
        var name = form.Take("fullName", PersonName.Parse(fullName));
        var country = form.Take("countryOrRegion", Ghc.Domain.Documents.CountryOrRegion.Parse(countryOrRegion));
        var document = form.Take("", Document.Parse(idType, idNumber, issuanceNumber));
        form.Require(latestCrossingYear is >= IdentityCheck.EarliestYear and <= 2200, "latestCrossingYear", "year.range");
        return form.Refusal is { } refusal ? refusal : new IdentityClaim(name, document, country, latestCrossingYear!.Value);
    }
}
