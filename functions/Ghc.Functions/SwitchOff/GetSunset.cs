using Ghc.Functions.Sunset;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.SwitchOff;

/// <summary>Whether and when the service ends: for everybody, from memory.</summary>
public sealed class GetSunset(SunsetState state)
{
    [Function(nameof(GetSunset))]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/sunset")] HttpRequest request)
    {
        request.HttpContext.Response.Headers.CacheControl = "public, max-age=300";
        return Reply.Json(PublicSunset.Of(state.Announced, state.Phase), SwitchOffJson.Types.PublicSunset);
    }
}
