using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Ghc.Domain.Accounts;
using Ghc.Domain.Documents;
using Microsoft.Extensions.Options;

namespace Ghc.Platform.Encryption;

/// <summary>
/// Storage keys that name a person without telling who it is: the first 16 bytes of HMAC-SHA-256 under the pepper, in lower-case hex.
/// Document and passport numbers are few enough to be guessed one by one, so a plain hash would hide nothing.
/// </summary>
public sealed class Pseudonyms(IOptions<KeyOptions> options)
{
    private const int KeyBytes = 16;
    private readonly byte[] pepper = Convert.FromBase64String(options.Value.Pepper);

    public string DocumentKey(Document document) => Key(document.Canonical);

    public string NumberKey(Document document) => Key("number|" + document.LifetimeNumber);

    public string PhoneKey(PhoneNumber phone) => Key(phone.E164);

    public string EmailKey(EmailAddress address) => Key("email|" + address.Canonical);

    /// <summary>The key of an account: of its phone, or of its e-mail address if it has no phone.</summary>
    public string ContactKey(Contact contact) => contact.Phone is { } phone ? PhoneKey(phone) : EmailKey(contact.Email!);

    /// <summary>An IPv6 subscriber owns a /64 and could count as 2^64 callers, so only the network part is kept.</summary>
    public string AddressKey(string ip) => Key("address|" + Network(ip));

    /// <summary>What a laboratory calls a sample; some call it by a passport number.</summary>
    public string AccessionKey(string accession) => Key("accession|" + accession);

    /// <summary>All 32 bytes. The NUL keeps every purpose apart from the others and from the keys above, none of which hold one.</summary>
    public byte[] Mac(string purpose, string text) => HMACSHA256.HashData(pepper, Encoding.UTF8.GetBytes(purpose + '\0' + text));

    private string Key(string text) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(pepper, Encoding.UTF8.GetBytes(text)).AsSpan(0, KeyBytes));

    private static string Network(string ip)
    {
        if (!IPAddress.TryParse(ip, out var address))
        {
            return ip;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, 8)) + "/64"
            : address.ToString();
    }
}
