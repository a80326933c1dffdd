namespace MlNetCnn.Reports;

/// <summary>What a box of a <see cref="NetworkDiagram"/> does; decides its colour.</summary>
public enum DiagramKind
{
    /// <summary>Anything else.</summary>
    Other,

    /// <summary>Where data comes in.</summary>
    Input,

    /// <summary>Convolutions of any sort.</summary>
    Convolution,

    /// <summary>Fully connected layers.</summary>
    Dense,

    /// <summary>Pooling, also global.</summary>
    Pooling,

    /// <summary>Batch normalization and its like.</summary>
    Normalization,

    /// <summary>Activation functions.</summary>
    Activation,

    /// <summary>Several inputs made one: sums, products, concatenations.</summary>
    Merge,

    /// <summary>Dropout, noise: what only training sees.</summary>
    Regularization,

    /// <summary>Values moved, not changed: flattening, padding, cropping, enlarging.</summary>
    Reshaping,

    /// <summary>Preparation and augmentation of pictures.</summary>
    Preprocessing,

    /// <summary>A model within the model.</summary>
    Model,
}
