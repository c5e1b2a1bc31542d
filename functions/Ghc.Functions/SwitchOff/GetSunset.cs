using Ghc.Functions.Sunset;
using Ghc.Functions.Texting.Provider;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.SwitchOff;

/// <summary>Whether and when the service ends, and what applications need: for everybody, from memory.</summary>
public sealed class GetSunset(SunsetState state, IOptions<EmailOptions> email)
{
    [Function(nameof(GetSunset))]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/sunset")] HttpRequest request)
    {
        request.HttpContext.Response.Headers.CacheControl = "public, max-age=300";
        return Reply.Json(PublicSunset.Of(state.Announced, state.Phase, email.Value.PhoneOptional), SwitchOffJson.Types.PublicSunset);
    }
}
