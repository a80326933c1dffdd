using MlNetCnn.Compute;

namespace MlNetCnn.Tool.Bases;

/// <summary>The engines by the name that <c>--engine=</c> takes.</summary>
internal static class Engines
{
    public static IReadOnlyList<string> Names { get; } = ["managed"];

    public static IEngine ByName(string name) => name.ToLowerInvariant() switch
    {
        "managed" => new ManagedEngine(),
        _ => throw new UserErrorException($"There is no engine '{name}'; there is {string.Join(", ", Names)}."),
    };
}
