using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Ghc.Platform.Storage;

/// <summary>
/// Which of several storage accounts has a key: rendezvous hashing (Thaler and Ravishankar, 1998). Every account bids for every key, and
/// the highest bid has it; a bid depends on nothing but the key and the account's own name. So the order of the accounts means nothing, and
/// another account takes exactly the keys that it outbids the others for. What is stored lies where this says: <see cref="Of"/> must answer
/// the same in every version.
/// </summary>
public sealed class AccountMap(IEnumerable<string> names)
{
    private readonly ulong[] accounts = [.. names.Select(Hash)];

    /// <summary>The index of the key's account.</summary>
    public int Of(string key)
    {
        if (accounts.Length == 1)
        {
            return 0;
        }

        var hash = Hash(key);
        var best = 0;
        for (var i = 1; i < accounts.Length; i++)
        {
            if (Bid(accounts[i], hash) > Bid(accounts[best], hash))
            {
                best = i;
            }
        }

        return best;
    }

    /// <summary>
    /// The finalizer of SplitMix64 (Steele, Lea and Flood, 2014): each bit of its input turns each bit of its output in half of all cases.
    /// </summary>
    private static ulong Bid(ulong account, ulong key)
    {
        var mixed = account ^ key;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>Keys need not be evenly spread: a place has a name that somebody chose.</summary>
    private static ulong Hash(string text) => BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
