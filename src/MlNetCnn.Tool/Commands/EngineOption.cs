using System.CommandLine;
using MlNetCnn.Tool.Bases;

namespace MlNetCnn.Tool.Commands;

/// <summary><c>--engine</c>.</summary>
internal sealed class EngineOption : Option<string>
{
    private readonly Surroundings _surroundings;
    private string? _chosen;

    public EngineOption(Surroundings surroundings)
        : base("--engine")
    {
        _surroundings = surroundings;
        Description = "What runs the networks: the engine in C#, or TensorFlow where its library is there; auto takes TensorFlow where a GPU answers it.";
        DefaultValueFactory = _ => Engines.Names[0];
        this.TakesOnly([.. Engines.Names]);
    }

    /// <summary>The engine that was asked for, or that <c>auto</c> comes to; the first time the display says which.</summary>
    /// <param name="parsed">What was written.</param>
    /// <param name="threads">What <c>--threads</c> says.</param>
    /// <exception cref="UserErrorException">TensorFlow is asked for, and its library is not there.</exception>
    public string Chosen(ParseResult parsed, int threads) => _chosen ??= Engines.Choose(parsed.GetRequiredValue(this), threads, _surroundings.Display);
}
