namespace MlNetCnn.Conformance.EngineCases;

/// <summary>What is asked of an engine.</summary>
internal enum EngineCaseKind
{
    /// <summary>Outputs of a model.</summary>
    Predict,

    /// <summary>Gradients of a score by inputs, layers and weights.</summary>
    Gradient,

    /// <summary>Losses, outputs, weights and what the optimizer keeps, over some steps.</summary>
    Train,

    /// <summary>Training that one engine begins, another goes on with, and the first ends.</summary>
    Handover,

    /// <summary>Graphs as they leave in files, run by themselves.</summary>
    Graph,
}
