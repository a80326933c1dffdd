namespace MlNetCnn.Benchmarks.Peers;

/// <summary>One operation of a network, with channels before height and width as peers like it best.</summary>
internal sealed record PeerNode
{
    /// <summary><c>conv, batchnorm, relu, relu6, sigmoid, softmax, maxpool, globalavgpool, add, flatten, dense, dropout</c>.</summary>
    public required string Op { get; init; }

    /// <summary>Name of what it makes.</summary>
    public required string Output { get; init; }

    /// <summary>Names of what it takes.</summary>
    public required string[] Inputs { get; init; }

    /// <summary>Whether training changes its weights.</summary>
    public bool Trainable { get; init; }

    /// <summary>Height and width of the window.</summary>
    public int[]? Kernel { get; init; }

    /// <summary>Steps of the window.</summary>
    public int[]? Strides { get; init; }

    /// <summary>Top, left, bottom, right.</summary>
    public int[]? Pads { get; init; }

    /// <summary>Groups of a convolution.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Of a normalisation.</summary>
    public double Epsilon { get; init; }

    /// <summary>Of a dropout.</summary>
    public double Rate { get; init; }

    /// <summary><c>weight, bias</c>, or <c>gamma, beta, mean, variance</c>.</summary>
    public Dictionary<string, PeerTensor> Weights { get; init; } = [];
}
