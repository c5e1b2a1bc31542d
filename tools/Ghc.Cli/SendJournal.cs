using System.Security.Cryptography;
using System.Text;

namespace Ghc.Cli;

/// <summary>
/// Remembers, beside a file whose sending was cut off, which of its rows went where, so that the same command goes on from there. Gone when
/// all rows went. Losing it costs nothing: rows that are sent again change nothing.
/// </summary>
public sealed class SendJournal
{
    private readonly string path;
    private readonly string target;
    private readonly HashSet<string> sent;

    private SendJournal(string path, string target, HashSet<string> sent) => (this.path, this.target, this.sent) = (path, target, sent);

    /// <summary>Null for standard input, which cannot be read again.</summary>
    public static SendJournal? Of(InputFile file, string target)
    {
        if (file.IsStandardInput)
        {
            return null;
        }

        var path = file.Path + ".sent";
        var lines = File.Exists(path) ? File.ReadAllLines(path) : [];
        return new SendJournal(path, target, lines is [var first, ..] && first == target ? [.. lines[1..]] : []);
    }

    public bool Has(string row) => sent.Contains(KeyOf(row));

    public void Add(IEnumerable<string> rows) => sent.UnionWith(rows.Select(KeyOf));

    /// <summary>Where it was written; null if it could not be.</summary>
    public string? Save()
    {
        try
        {
            File.WriteAllLines(path, sent.Prepend(target));
            return path;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Delete() => File.Delete(path);

    private static string KeyOf(string row) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(row)));
}
