using System.Text.Json.Serialization;

namespace Ghc.Functions.Texting.Provider;

/// <summary>The bodies of SendSms, version 2021-01-11. Source: cloud.tencent.com/document/api/382/55981</summary>
public sealed record TencentRequest(
    IReadOnlyList<string> PhoneNumberSet,
    string SmsSdkAppId,
    string? SignName,
    string TemplateId,
    IReadOnlyList<string> TemplateParamSet,
    string SessionContext
);

public sealed record TencentAnswer(TencentResponse? Response);

public sealed record TencentResponse(IReadOnlyList<TencentStatus>? SendStatusSet, TencentError? Error);

public sealed record TencentStatus(string? SerialNo, string? Code, string? Message);

public sealed record TencentError(string? Code, string? Message);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TencentRequest))]
[JsonSerializable(typeof(TencentAnswer))]
public sealed partial class TencentWire : JsonSerializerContext;
