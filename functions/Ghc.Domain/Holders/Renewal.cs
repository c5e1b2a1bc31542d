using Ghc.Domain.Documents;
using Ghc.Domain.Facts;
using Ghc.Domain.LabResults;

namespace Ghc.Domain.Holders;

/// <summary>
/// Which document may come after a holder's present one. A permit keeps its number for life, and a new passport has a new one.
/// </summary>
public static class Renewal
{
    /// <summary>Errors lie at <c>idNumber</c> and <c>issuanceNumber</c>.</summary>
    /// <param name="idNumber">Of a new passport; a permit needs none.</param>
    /// <param name="issuanceNumber">Of a renewed permit; a passport has none.</param>
    public static Outcome<Document> NextDocument(Document present, string? idNumber, string? issuanceNumber) =>
        present.Type == IdType.Passport ? NextPassport(present, idNumber, issuanceNumber) : NextIssuance(present, idNumber, issuanceNumber);

    private static Outcome<Document> NextPassport(Document present, string? idNumber, string? issuanceNumber)
    {
        var form = new Form();
        form.Require(!string.IsNullOrWhiteSpace(idNumber), "idNumber", "field.missing");
        form.Require(string.IsNullOrWhiteSpace(issuanceNumber), "issuanceNumber", "issuance.not-for-passport");
        if (form.Refusal is { } refusal || Document.Parse(present.Type.ToText(), idNumber, null).Refused(out refusal, out var next))
        {
            return refusal;
        }

        return next != present ? next : Refusal.Invalid("idNumber", "id-number.not-newer");
    }

    private static Outcome<Document> NextIssuance(Document present, string? idNumber, string? issuanceNumber)
    {
        if (string.IsNullOrWhiteSpace(issuanceNumber))
        {
            return Refusal.Invalid("issuanceNumber", "field.missing");
        }

        if (
            Document
                .Parse(present.Type.ToText(), string.IsNullOrWhiteSpace(idNumber) ? present.Number : idNumber, issuanceNumber)
                .Refused(out var refusal, out var next)
        )
        {
            return refusal;
        }

        var form = new Form();
        form.Require(next.Number == present.Number, "idNumber", "id-number.other-permit");
        // Higher only: a circle of successors would have no end.
        form.Require(string.CompareOrdinal(next.Issuance, present.Issuance) > 0, "issuanceNumber", "issuance.not-newer");
        return form.Refusal is { } wrong ? wrong : next;
    }

    /// <summary>
    /// Whether <paramref name="next"/> is the same person's. The account proved the former document. The number of a permit proves the
    /// rest, since it is for life (Ministry of Public Security; nia.gov.cn): if the permit has crossed, name and year must agree as in an
    /// application; if not, every result filed under it must bear the name. Nothing but a crossing says whose a new passport is.
    /// </summary>
    /// <param name="facts">All that is known of <paramref name="next"/>.</param>
    public static Refusal? Verify(Document next, PersonName name, IReadOnlyCollection<Fact> facts, int? latestCrossingYear)
    {
        var crossings = facts.OfType<Crossing>().ToList();
        var isPassport = next.Type == IdType.Passport;
        if (crossings.Count == 0 && !isPassport)
        {
            return facts.OfType<LabResult>().All(result => result.CanBeOf(name))
                ? null
                : new Refusal(RefusalCodes.IdentityVerificationFailed);
        }

        return latestCrossingYear is { } year
            ? IdentityCheck.Verify(name, year, crossings, numberKnownUnderAnotherDocument: !isPassport)
            : Refusal.Invalid("latestCrossingYear", "field.missing");
    }
}
