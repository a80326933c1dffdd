using MlNetCnn.TensorFlow;

namespace MlNetCnn.Conformance.Graphs;

/// <summary>A graph and its runs, one after another.</summary>
/// <param name="Graph">The nodes.</param>
/// <param name="Runs">The runs.</param>
internal sealed record GraphScript(GraphDef Graph, IReadOnlyList<GraphScript.Step> Runs)
{
    /// <summary>One run.</summary>
    /// <param name="Feeds">What is given.</param>
    /// <param name="Fetches">What is wanted.</param>
    /// <param name="Targets">What is run besides.</param>
    public sealed record Step(IReadOnlyList<Feed> Feeds, IReadOnlyList<Fetch> Fetches, IReadOnlyList<string> Targets);

    /// <summary>What is given.</summary>
    public sealed record Feed(string Node, Compute.Tensor Tensor);

    /// <summary>What is wanted.</summary>
    /// <param name="Node">The node.</param>
    /// <param name="What">What it is.</param>
    /// <param name="IsGradient">Whether it is judged as gradients are.</param>
    public sealed record Fetch(string Node, string What, bool IsGradient = false)
    {
        /// <summary>Records what came.</summary>
        public void Add(Engines.Numbers numbers, TensorValue value)
        {
            if (IsGradient) numbers.AddGradient(What, value.Floats.Span);
            else numbers.Add(What, value.Floats.Span);
        }
    }
}
