using System.Net;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;

namespace Ghc.Functions.Tests.Http;

public sealed class ClientAddressTests
{
    [Theory]
    [InlineData("", "203.0.113.7", "192.0.2.1")]
    [InlineData("X-Forwarded-For", null, "192.0.2.1")]
    [InlineData("X-Forwarded-For", "203.0.113.7", "203.0.113.7")]
    [InlineData("X-Forwarded-For", "10.0.0.1, 203.0.113.7:50123", "203.0.113.7")]
    [InlineData("X-Forwarded-For", "2001:db8::7", "2001:db8::7")]
    [InlineData("X-Forwarded-For", "[2001:db8::7]:443", "2001:db8::7")]
    [InlineData("X-Forwarded-For", "unknown", "unknown")]
    [InlineData("X-Forwarded-For", " , ", "192.0.2.1")]
    public void Address_IsTheLastThatTheNamedHeaderHolds(string header, string? sent, string expected)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse("192.0.2.1");
        context.Request.Headers["X-Forwarded-For"] = sent;

        Assert.Equal(expected, ClientAddress.Of(context.Request, header));
    }
}
