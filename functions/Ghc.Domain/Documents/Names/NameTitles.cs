using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Ghc.Domain.Documents.Names;

/// <summary>
/// Words around a name that the machine-readable zone omits unless they are legally part of it (ICAO Doc 9303 part 3, section 4.6), and
/// words that reservation systems put where a name has no first or last part.
/// </summary>
internal static partial class NameTitles
{
    /// <summary>Nobody is called so: never part of a name.</summary>
    private static readonly FrozenSet<string> Never = Set(
        """
        MR MRS MS MISS MX MSTR MME MLLE SRA SRTA DR DRA PROF PHD DPHIL MBA MBBS DDS ESQ
        FNU LNU NFN NLN NMN NMI NOFIRSTNAME NOGIVENNAME NOLASTNAME NOSURNAME
        """
    );

    /// <summary>Titles and generations that are names as well, or part of some: another name may lack them.</summary>
    private static readonly FrozenSet<string> Perhaps = Set(
        """
        JR JNR JUNIOR SR SNR SENIOR II III IV SIR DAME LORD LADY MADAM MASTER HON REV FR FATHER SISTER
        MD ING DIPL MAG BSC MSC LLB LLM CPA RN HERR FRAU MONSIEUR MADAME SEÑOR SEÑORA SENOR SENORA DOÑA DONA CAPT COL MAJ ENG ADV SHRI SMT
        BA DATO DATUK DATIN SERI TUN PUAN ENCIK HAJI HAJJI HAJJAH HJ CHD INF
        先生 女士 小姐 太太 博士 教授 医生 醫生 様 さん 씨 님
        """
    );

    public static bool IsNever(string word) => Never.Contains(word) || (word.Length > 2 && word.All(c => c == 'X'));

    public static bool IsPerhaps(string word) => Perhaps.Contains(word);

    /// <summary>Airlines write the title behind the given name without a space: <c>SMITH/ANNAMS</c>.</summary>
    [GeneratedRegex("(?<=..)(MR|MRS|MS|MISS|MSTR|CHD|INF)$")]
    public static partial Regex Attached();

    /// <summary>Chinese, Japanese and Korean forms of address follow the name.</summary>
    [GeneratedRegex("(?<=..)(先生|女士|小姐|太太|博士|教授|医生|醫生|様|さん|씨|님)$")]
    public static partial Regex Chinese();

    private static FrozenSet<string> Set(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
