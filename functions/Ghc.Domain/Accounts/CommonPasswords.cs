using System.Collections.Frozen;

namespace Ghc.Domain.Accounts;

/// <summary>
/// The words and keyboard walks that people decorate to satisfy a password rule: Password1!, P@ssw0rd#1 and QWERTY!23 are all guessed
/// first. NIST SP 800-63B section 5.1.1.2 asks to compare with such a list.
/// </summary>
internal static class CommonPasswords
{
    private const string List = """
        password passwort passw0rd passwd pass mypassword pa55word motdepasse contrasena wachtwoord senha parola mima qwerty qwertz
        azerty qwertyui qwertyuiop qwerty123 qwer qwerasdf qweasd qweasdzxc qweqwe qwe qwe123 qwert asdf asdfgh asdfghjk asdfghjkl
        asdfjkl asdasd asd asd123 zxcvbn zxcvbnm zxcvb zxc zxc123 zaqwsx zaq1zaq1 zaq12wsx zaq!2wsx zaq1@wsx 1qaz 1qaz2wsx 1qaz@wsx
        !qaz2wsx !qaz@wsx 1q2w3e 1q2w3e4r 1q2w3e4r5t 1q2w3e! 1qazxsw2 1qaz!qaz 2wsx#edc 2wsx3edc 3edc4rfv 3edc$rfv q1w2e3 q1w2e3r4
        qazwsx qazwsxedc qaz qazxsw 1a2b3c 1a2b3c4d a1b2c3 a1b2c3d4 aa123456 a123456 a1234567 a12345678 123456a 123456aa 12345678a
        1234qwer 123qwe 123qweasd 123abc 123asd 12345qwert 1234abcd abc abcd abcde abcdef abcdefg abcdefgh abc123 abcd1234 aaa aaaa
        aaaaaa aaaaaaa aaaaaaaa xxx xxxx xxxxxx zzz zzzzzz admin administrator root user guest test tester testing testtest temp
        login master manager support service system server default changeme letmein letmein123 welcome welcome1 hello hellohello
        helloworld secret access access14 iloveyou iloveu loveyou love lovely lover mylove woaini woaini1314 woaini520 woaiwojia
        5201314a zhang wangwei wang liwei china zhongguo guangdong guangzhou shenzhen hongkong macao macau taiwan taipei beijing
        shanghai nihao nihaoma jiankang jiankangma health healthcode ghc traveler traveller travel monkey dragon tiger panda lion
        eagle horse puppy kitty shadow sunshine princess prince angel baby babygirl daniel michael michelle jessica jennifer jordan
        thomas robert andrew joshua matthew anthony charlie george harley hunter ranger buster soccer football baseball basketball
        hockey superman batman spiderman pokemon naruto starwars startrek whatever trustno trustno1 freedom nothing computer
        internet google facebook apple samsung huawei xiaomi tencent wechat weixin microsoft windows killer ninja mustang ferrari
        mercedes summer winter spring autumn monday friday january december cheese cookie chocolate banana flower purple orange
        silver golden diamond money lucky happy forever family mother father friend friends jesus christ blessed heaven merlin
        matrix maggie ginger pepper corvette yankees liverpool chelsea arsenal barcelona realmadrid juventus
        """;

    private const string Disguises = "@4813570$!";
    private const string Letters = "aabiestosi";

    private static readonly FrozenSet<string> Known = List.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>
    /// True for a word of the list in any case, with digits and symbols after it, or with letters written as the digits that look like
    /// them.
    /// </summary>
    public static bool Contains(string password)
    {
        var folded = password.ToLowerInvariant();
        string[] bases = [folded, TrimEnd(folded, c => !char.IsLetterOrDigit(c)), TrimEnd(folded, c => !char.IsLetter(c))];
        return bases.Any(b => Known.Contains(b) || Known.Contains(Undisguise(b)));
    }

    private static string TrimEnd(string text, Predicate<char> drop) =>
        text[..(Array.FindLastIndex(text.ToCharArray(), c => !drop(c)) + 1)];

    private static string Undisguise(string text) =>
        string.Concat(text.Select(c => Disguises.IndexOf(c) is >= 0 and var i ? Letters[i] : c));
}
