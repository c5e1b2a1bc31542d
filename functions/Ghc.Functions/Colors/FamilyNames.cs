using Ghc.Domain.Accounts;

namespace Ghc.Functions.Colors;

/// <summary>
/// How a text names the holders of one account. A phone may show texts on its locked screen, so a name stays masked as long as nobody else
/// in the family has the same mask.
/// </summary>
public static class FamilyNames
{
    /// <summary>From the least that is told to the most.</summary>
    private static readonly Func<AccountHolder, string>[] Forms =
    [
        holder => holder.Name.Masked,
        holder => holder.Name.Text,
        holder => $"{holder.Name.Text} ({holder.Document.Masked})",
    ];

    public static string Of(string holderId, IReadOnlyDictionary<string, AccountHolder> family)
    {
        var form = Forms.FirstOrDefault(form => family.Values.Count(other => form(other) == form(family[holderId])) == 1) ?? Forms[^1];
        return form(family[holderId]);
    }
}
