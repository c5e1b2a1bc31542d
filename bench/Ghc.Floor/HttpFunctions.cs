using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Floor;

/// <summary>
/// The floors of HTTP functions: each makes the storage calls that the app's function needs and answers as many bytes. They check no token,
/// open nothing that is sealed and sign nothing, unless the request asks for a number of bare ECDSA operations.
/// </summary>
public sealed class HttpFunctions(BareStorage storage)
{
    private const int MessageLength = 420;

    private static readonly string Message = new('m', MessageLength);

    /// <summary>Does nothing: what the start and the memory of the app are compared with.</summary>
    [Function("Empty")]
    public static IResult Empty([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "empty")] HttpRequest request) =>
        Results.Text("Hello World!");

    [Function("Scan")]
    public async Task<IResult> ScanAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "scan")] HttpRequest request)
    {
        using var body = await JsonDocument.ParseAsync(request.Body);
        _ = body.RootElement.GetProperty("healthCode").GetString();
        var reading = ReadStatusAsync(request);
        var sending = storage.Queue("visits").SendMessageAsync(Message);
        await reading;
        await sending;
        return BareAnswer.To(request);
    }

    [Function("Code")]
    public async Task<IResult> CodeAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "code")] HttpRequest request)
    {
        await ReadStatusAsync(request);
        return BareAnswer.To(request);
    }

    [Function("Login")]
    public async Task<IResult> LoginAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "login")] HttpRequest request)
    {
        using var body = await JsonDocument.ParseAsync(request.Body);
        var table = storage.Table("Accounts");
        var phone = request.Query["phone"].ToString();
        TableEntity? signIn = null;
        await foreach (var row in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {phone}")))
        {
            signIn = row.RowKey == "sms-code" ? row : signIn;
        }

        await table.UpdateEntityAsync(
            new TableEntity(phone, signIn!.RowKey) { ["data"] = signIn.GetString("data") },
            signIn.ETag,
            TableUpdateMode.Replace
        );
        return BareAnswer.To(request);
    }

    private Task<NullableResponse<TableEntity>> ReadStatusAsync(HttpRequest request) =>
        storage.Table("Holders").GetEntityIfExistsAsync<TableEntity>(request.Query["holder"].ToString(), "status");
}
