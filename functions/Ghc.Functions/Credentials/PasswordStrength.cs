using System.Text;
using Ghc.Domain.Accounts;
using Ghc.Functions.AccountStore;

namespace Ghc.Functions.Credentials;

/// <summary>The rule of the guide, and what guessers try first: common passwords, keyboard walks, dates, and what is known of the owner.</summary>
public static class PasswordStrength
{
    /// <summary>Fewer guesses, as zxcvbn counts them, are within reach of somebody patient: a name and a year, a walk over the keyboard.</summary>
    private const double FewestGuesses = 1e7;

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
        string[] known = [.. account.Holders.Values.SelectMany(holder => holder.Name.Text.Split(' ')), .. Numbers(account)];
        return written.Length > PasswordRule.MaxLength ? unmet
            : Numbers(account).Any(number => Shares(written, number)) ? [.. unmet, "personal"]
            : !unmet.Contains("common") && Zxcvbn.Zxcvbn.MatchPassword(written, known) is { Entropy: var bits } && Math.Pow(2, bits) < FewestGuesses ? [.. unmet, "common"]
            : unmet;
    }

    private static IEnumerable<string> Numbers(Account account) =>
        account.Holders.Values.Select(holder => holder.Document.Number).Concat(account.Data is { } data ? [data.Phone.National] : []);

    /// <summary>Whether the password holds the number, or enough of its end or its beginning.</summary>
    private static bool Shares(string password, string number) =>
        number.Length >= ShortestNumber
        && (password.Contains(number[..ShortestNumber], StringComparison.OrdinalIgnoreCase) || password.Contains(number[^ShortestNumber..], StringComparison.OrdinalIgnoreCase));
}
