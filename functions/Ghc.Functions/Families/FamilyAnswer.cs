using System.Globalization;
using Ghc.Domain;
using Ghc.Platform.Http;

namespace Ghc.Functions.Families;

/// <param name="Members">The traveler and the companions, in the order of the form.</param>
public sealed record FamilyAnswer(string AccessToken, DateTimeOffset ExpiresAt, string HolderId, IReadOnlyList<MemberBody> Members)
{
    public static IReadOnlyList<MemberBody> Views(IEnumerable<MemberOutcome> members, CultureInfo language) =>
        [.. members.Select(member => MemberBody.Of(member, language))];
}

/// <param name="Members">The companions, in the order of the form.</param>
public sealed record CompanionsAnswer(IReadOnlyList<MemberBody> Members);
