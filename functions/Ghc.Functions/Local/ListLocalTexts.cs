using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Local;

/// <summary>Shows the texts that would have been sent. Local host only: the build for Azure does not contain this file.</summary>
public sealed class ListLocalTexts(LocalOutbox outbox)
{
    [Function(nameof(ListLocalTexts))]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "local/sms")] HttpRequest request)
    {
        // A plus sign that nobody escaped arrives as a space.
        var to = request.Query["to"].ToString().Trim();
        return Results.Json(outbox.To(to.Length == 0 ? null : to.StartsWith('+') ? to : $"+{to}"));
    }
}
