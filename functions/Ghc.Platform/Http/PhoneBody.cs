using System.Text.Json.Serialization;
using Ghc.Domain;
using Ghc.Domain.Accounts;

namespace Ghc.Platform.Http;

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PhoneBody(string? AreaCode, string? Number)
{
    public static Outcome<PhoneNumber> Parse(PhoneBody? body)
    {
        var parsed = PhoneNumber.Parse(body?.AreaCode, body?.Number);
        return parsed.Refused(out var refusal, out var phone) ? refusal.Below("phone") : phone;
    }
}
