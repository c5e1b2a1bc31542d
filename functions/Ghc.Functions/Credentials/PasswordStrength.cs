using System.Text;
using Ghc.Domain.Accounts;

namespace Ghc.Functions.Credentials;

/// <summary>
/// The rule of the guide, and what guessers try first: common passwords, keyboard walks, dates, and what is known of the owner.
/// </summary>
public static class PasswordStrength
{
    /// <summary>Fewer guesses, as zxcvbn counts them, are within reach of somebody patient who only ever signs in.</summary>
    private const double FewestGuesses = 5e5;

    /// <summary>Three keys side by side come about by chance.</summary>
    private const int ShortestWalk = 4;

    /// <summary>Shorter parts of a number stand in many passwords by chance.</summary>
    private const int ShortestNumber = 6;

    /// <summary>
    /// NFKC, as NIST SP 800-63B (5.1.1.2) advises: Chinese and Japanese keyboards type full-width digits and letters that look the same.
    /// The way through UTF-8 first replaces lone surrogates, on which Normalize would throw as it does on the noncharacter U+FFFE.
    /// </summary>
    public static string Normalize(string password) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(password)).Replace('\uFFFE', '\uFFFD').Normalize(NormalizationForm.FormKC);

    /// <summary>The parts that were not met, as <see cref="PasswordRule.Unmet"/> names them, and <c>personal</c>.</summary>
    public static IReadOnlyList<string> Unmet(string password, Account account)
    {
        var written = Normalize(password);
        var unmet = PasswordRule.Unmet(written);
        string[] known =
        [
            .. account.Holders.Values.SelectMany(holder => holder.Name.Text.Split(' ')),
            .. account.Data?.Email is { } email ? email.Address.Text.Split('@') : [],
            .. Numbers(account),
        ];
        return unmet.Contains("length") ? unmet
            : Numbers(account).Any(number => Shares(written, number)) ? [.. unmet, "personal"]
            : !unmet.Contains("common") && IsGuessed(written, known) ? [.. unmet, "common"]
            : unmet;
    }

    /// <summary>By a dictionary and what is known of the owner, or because nothing is left without the walks over the keyboard.</summary>
    private static bool IsGuessed(string password, IReadOnlyList<string> known)
    {
        var result = Zxcvbn.Zxcvbn.MatchPassword(password, known);
        var rest = result
            .MatchSequence.Where(match => match.Pattern == "spatial" && match.Token.Length >= ShortestWalk)
            .Aggregate(password, (left, walk) => left.Replace(walk.Token, "", StringComparison.Ordinal));
        return Math.Pow(2, result.Entropy) < FewestGuesses
            || (rest.Length < password.Length && (rest.Length < ShortestWalk || PasswordRule.Unmet(rest).Contains("common")));
    }

    private static IEnumerable<string> Numbers(Account account) =>
        account.Holders.Values.Select(holder => holder.Document.Number).Concat(account.Data?.Phone is { } phone ? [phone.National] : []);

    /// <summary>Whether the password holds the number, or enough of its end or its beginning.</summary>
    private static bool Shares(string password, string number) =>
        number.Length >= ShortestNumber
        && (
            password.Contains(number[..ShortestNumber], StringComparison.OrdinalIgnoreCase)
            || password.Contains(number[^ShortestNumber..], StringComparison.OrdinalIgnoreCase)
        );
}
