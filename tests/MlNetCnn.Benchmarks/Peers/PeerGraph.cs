namespace MlNetCnn.Benchmarks.Peers;

/// <summary>A network as peers take it: a list of operations, each after those it needs, and one file of weights.</summary>
internal sealed record PeerGraph
{
    /// <summary>Name of the workload.</summary>
    public required string Name { get; init; }

    /// <summary>Pictures per run.</summary>
    public required int Batch { get; init; }

    /// <summary>Shape of one input, channels last: of the file of inputs.</summary>
    public required int[] InputShape { get; init; }

    /// <summary>Shape of one output, channels last.</summary>
    public required int[] OutputShape { get; init; }

    /// <summary>Name of the input.</summary>
    public required string Input { get; init; }

    /// <summary>Name of the output.</summary>
    public required string Output { get; init; }

    /// <summary>The operations.</summary>
    public required IReadOnlyList<PeerNode> Nodes { get; init; }

    /// <summary><c>rmsprop</c> or <c>adam</c> with its numbers; null for the forward pass alone.</summary>
    public PeerTraining? Training { get; init; }

    /// <summary>10^9 operations per run.</summary>
    public double Gflop { get; init; }
}
