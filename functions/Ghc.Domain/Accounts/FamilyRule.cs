namespace Ghc.Domain.Accounts;

/// <summary>
/// Decides who on a form for several people can be registered. Each person is judged alone; these rules are about all of them.
/// </summary>
public static class FamilyRule
{
    /// <summary>The most companions on one form.</summary>
    public const int MostCompanions = 10;

    /// <summary>
    /// Whether anybody is registered: everybody or nobody, if the family wants that, else all who were not refused. Without the traveler
    /// there is no account.
    /// </summary>
    /// <param name="refused">The people in the order of the form, true for the refused ones.</param>
    /// <param name="travelerFirst">Whether the first one is the traveler who applies.</param>
    public static bool GoesOn(IReadOnlyList<bool> refused, bool together, bool travelerFirst) =>
        together ? !refused.Contains(true)
        : travelerFirst ? !refused[0]
        : refused.Contains(false);

    /// <summary>
    /// The companions that fit into the account, in the order of the form. A companion that the account has already takes no other place.
    /// </summary>
    /// <param name="most">The most companions of one account.</param>
    public static IReadOnlySet<string> ThatFit(Account account, IEnumerable<string> holderIds, int most)
    {
        var held = account
            .Holders.Where(holder => holder.Value.Relationship != AccountHolder.Self)
            .Select(holder => holder.Key)
            .ToHashSet(StringComparer.Ordinal);
        var fit = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in holderIds)
        {
            if (held.Contains(id) || held.Count < most)
            {
                held.Add(id);
                fit.Add(id);
            }
        }

        return fit;
    }
}
