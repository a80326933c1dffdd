using System.Text.Json;
using System.Text.Json.Serialization;
using MlNetCnn.Explain;

namespace MlNetCnn.Persistence;

/// <summary>How settings are written as JSON: enums by name, unknown properties refused.</summary>
internal static class TransformerJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        Converters = { new JsonStringEnumConverter(), new ExplanationMethodJson<CamMethod>(), new ExplanationMethodJson<ExplanationMethod>(), new OverlayJson(), new TensorJson() },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        MaxDepth = 16,
    };
}
