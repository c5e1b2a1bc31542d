using Ghc.Domain;
using Ghc.Functions.Access;
using Ghc.Platform.Http;
using Ghc.Platform.Localization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Places;

/// <summary>A place as officers find it, named in the reader's language.</summary>
public sealed record FoundPlace(string PlaceId, string Name, string Area, string Address, string Type);

public sealed record FoundPlaces(IReadOnlyList<FoundPlace> Places);

/// <summary>Finds places by a part of their name or address, while an officer types.</summary>
public sealed class FindPlaces(RequestAuthenticator authenticator, PlaceSearch search)
{
    [Function(nameof(FindPlaces))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/places/search")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        if (
            (await authenticator.OpenStaffAsync(request, nameof(FindPlaces), cancellation)).Refused(out var refusal, out _)
            || TextOf(request).Refused(out refusal, out var text)
        )
        {
            return Reply.Problem(refusal);
        }

        var language = Languages.Of(request);
        var found = await search.FindAsync(text, cancellation);
        return Reply.Json(
            new FoundPlaces([
                .. found.Select(place => new FoundPlace(place.Id, place.NameIn(language), place.Area, place.Address, place.Kind)),
            ]),
            PlacesJson.Types.FoundPlaces
        );
    }

    private static Outcome<string> TextOf(HttpRequest request)
    {
        var text = request.Query["text"].ToString().Trim();
        return text.Length == 0 ? Refusal.Invalid("text", "field.missing")
            : text.Length > PlaceSearch.LongestText ? Refusal.OutOfRange("text", "text-length", 1, PlaceSearch.LongestText)
            : text;
    }
}
