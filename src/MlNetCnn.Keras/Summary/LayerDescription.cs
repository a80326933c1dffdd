namespace MlNetCnn.Keras;

/// <summary>A row of a model's list of layers (<c>Describe</c>): what <c>Summary</c> prints, for programs.</summary>
public sealed record LayerDescription
{
    /// <summary>Place in the list, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>The layer.</summary>
    public required Layer Layer { get; init; }

    /// <summary>Its name.</summary>
    public string Name => Layer.Name;

    /// <summary>Keras's class name.</summary>
    public string ClassName => Layer.ClassName;

    /// <summary>The name with those of the models it is nested in: <c>vgg16/block1_conv1</c>.</summary>
    public required string Path { get; init; }

    /// <summary>How many models it is nested in, below the one described: 0 for its own layers.</summary>
    public required int Level { get; init; }

    /// <summary>Shapes of the inputs of the last call, without the batch; none for an input layer, and before the layer was called.</summary>
    public required IReadOnlyList<Shape> InputShapes { get; init; }

    /// <summary>Shapes of the outputs of the last call, without the batch; one but for models of several outputs, none before the layer was called.</summary>
    public required IReadOnlyList<Shape> OutputShapes { get; init; }

    /// <summary>Number of values in all weights.</summary>
    public long Params => Layer.CountParams();

    /// <summary>Number of values that training changes: 0 for a frozen layer.</summary>
    public required long TrainableParams { get; init; }

    /// <summary>Whether the layer trains; of a model, whether any layer of it does.</summary>
    public bool Trainable => Layer.Trainable;

    /// <summary>Name of the activation (<c>relu</c>); null for a layer that has none to set.</summary>
    public string? Activation { get; init; }

    /// <summary>Where the inputs come from, in the order of the calls: <c>name[call][output]</c>. Empty in nested models, as in Keras's summary.</summary>
    public required IReadOnlyList<string> ConnectedTo { get; init; }
}
