namespace MlNetCnn.TensorFlow.Engine;

/// <summary>
/// A graph and what runs it: TensorFlow itself, or in tests an interpreter. Variables live as long as the session, by their container and <c>shared_name</c>, whichever node names them.
/// <see cref="Run"/> may be called from many threads at once, <see cref="Extend"/> from one at a time, also while runs go on.
/// </summary>
internal interface IGraphSession : IDisposable
{
    /// <summary>Adds nodes.</summary>
    /// <param name="graph">Nodes that refer to each other only, under names that the session does not know yet.</param>
    /// <exception cref="TensorFlowException">TensorFlow does not take them; the message is its own.</exception>
    void Extend(GraphDef graph);

    /// <summary>Runs what the fetches and targets need.</summary>
    /// <param name="feeds">Values in place of what nodes make: <c>node</c> or <c>node:1</c>.</param>
    /// <param name="fetches">What is wanted: <c>node</c> or <c>node:1</c>. Float, Int32, Int64, Bool and String tensors can be fetched.</param>
    /// <param name="targets">Nodes to run whose outputs are not wanted.</param>
    /// <returns>One tensor per fetch, the caller's to keep.</returns>
    /// <exception cref="TensorFlowException">A run fails; the message is TensorFlow's.</exception>
    /// <exception cref="ObjectDisposedException">The session is closed.</exception>
    IReadOnlyList<TensorValue> Run(IReadOnlyList<(string Name, TensorValue Value)> feeds, IReadOnlyList<string> fetches, IReadOnlyList<string> targets);
}
