using Ghc.Domain;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Texting.Reports;

/// <summary>
/// The handshake of CloudEvents webhooks: before a subscription is made, Event Grid asks whether this address wants its events (HTTP 1.1
/// Web Hooks for Event Delivery, 4). Saying yes opens nothing: every delivery shows its token.
/// </summary>
public sealed class AllowDeliveryReports
{
    private const string Origin = "WebHook-Request-Origin";
    private const string Allowed = "WebHook-Allowed-Origin";
    private const string EventGrid = "eventgrid.azure.net";

    [Function(nameof(AllowDeliveryReports))]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "options", Route = "api/delivery-reports")] HttpRequest request)
    {
        if (request.Headers[Origin] is not [{ } origin] || !string.Equals(origin, EventGrid, StringComparison.OrdinalIgnoreCase))
        {
            return Reply.Problem(new Refusal(RefusalCodes.NotFound));
        }

        request.HttpContext.Response.Headers[Allowed] = EventGrid;
        return Reply.NoContent();
    }
}
