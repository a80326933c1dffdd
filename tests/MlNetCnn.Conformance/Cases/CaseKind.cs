namespace MlNetCnn.Conformance.Cases;

/// <summary>Sorts of cases.</summary>
internal enum CaseKind
{
    /// <summary>A small net about one layer.</summary>
    Layer,

    /// <summary>One activation function.</summary>
    Activation,

    /// <summary>How layers hang together: several inputs and outputs, nested and shared models.</summary>
    Graph,

    /// <summary>A network of Keras's applications at reduced size.</summary>
    Application,

    /// <summary>Real weights and real pictures, of the data folder.</summary>
    Real,
}
