using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Ghc.Floor;

/// <summary>
/// A prepared answer of <c>?answer=</c> bytes, after <c>?verify=</c> and <c>?sign=</c> bare ECDSA P-256 operations.
/// </summary>
internal static class BareAnswer
{
    private static readonly byte[] Signed = RandomNumberGenerator.GetBytes(140);
    private static readonly ThreadLocal<ECDsa> Key = new(() => ECDsa.Create(ECCurve.NamedCurves.nistP256));
    private static readonly ThreadLocal<byte[]> Signature = new(() => Key.Value!.SignData(Signed, HashAlgorithmName.SHA256));
    private static readonly ConcurrentDictionary<int, byte[]> Bodies = new();

    public static IResult To(HttpRequest request)
    {
        for (var n = Number(request, "verify"); n > 0; n--)
        {
            Key.Value!.VerifyData(Signed, Signature.Value!, HashAlgorithmName.SHA256);
        }

        for (var n = Number(request, "sign"); n > 0; n--)
        {
            Key.Value!.SignData(Signed, HashAlgorithmName.SHA256);
        }

        var body = Bodies.GetOrAdd(Number(request, "answer"), length => Encoding.ASCII.GetBytes($"\"{new string('a', length - 2)}\""));
        return Results.Bytes(body, "application/json; charset=utf-8");
    }

    private static int Number(HttpRequest request, string name) =>
        request.Query[name] is [{ } text] ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
}
