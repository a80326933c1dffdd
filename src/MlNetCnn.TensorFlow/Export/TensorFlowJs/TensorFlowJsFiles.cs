using System.Text.RegularExpressions;
using MlNetCnn.Keras;

namespace MlNetCnn.TensorFlow;

/// <summary>
/// Models for TensorFlow.js (js.tensorflow.org), which runs in browsers and Node: <c>model.json</c> with the graph, and <c>group1-shard1of2.bin</c> and so on with the values of its
/// constants, as <c>tensorflowjs_converter</c> writes a graph model. Browsers load it with <c>tf.loadGraphModel('.../model.json')</c>.
/// </summary>
public static partial class TensorFlowJsFiles
{
    extension(GraphDef graph)
    {
        /// <summary>
        /// Saves a frozen graph for TensorFlow.js. An older model in the folder is taken away first and <c>model.json</c> comes last: while it is there, it and its weights go together.
        /// Equal graphs give equal bytes.
        /// </summary>
        /// <param name="folder">The folder; made where it is not there. What it holds besides stays.</param>
        /// <param name="options">Null for the defaults.</param>
        /// <exception cref="ArgumentException">The graph has variables, or the signature names what the graph has not; the message lists all that is wrong.</exception>
        /// <exception cref="NotSupportedException">A constant holds an int64 beyond 32 bits, which TensorFlow.js has not.</exception>
        /// <exception cref="IOException">A file cannot be written.</exception>
        public void SaveTensorFlowJs(string folder, TensorFlowJsOptions? options = null)
        {
            ArgumentException.ThrowIfNullOrEmpty(folder);
            options ??= new TensorFlowJsOptions();
            options.Check(graph);
            var weights = TensorFlowJsWeights.Of(graph);
            Directory.CreateDirectory(folder);
            AtomicFile.Delete(Path.Combine(folder, "model.json"));
            foreach (var old in Directory.EnumerateFiles(folder).Where(file => ShardName().IsMatch(Path.GetFileName(file))).ToArray()) AtomicFile.Delete(old);
            var shards = (int)((weights.Sum(weight => (long)weight.Bytes.Length) + options.ShardBytes - 1) / options.ShardBytes);
            string[] names = [.. Enumerable.Range(1, shards).Select(i => $"group1-shard{i}of{shards}.bin")];
            var pieces = new ShardedBytes([.. weights.Select(weight => weight.Bytes)]);
            foreach (var name in names) AtomicFile.Write(Path.Combine(folder, name), stream => pieces.Write(stream, options.ShardBytes));
            AtomicFile.Write(Path.Combine(folder, "model.json"), stream => TensorFlowJsJson.Write(stream, graph, weights, names, options));
        }
    }

    [GeneratedRegex(@"^group1-shard\d+of\d+\.bin$")]
    private static partial Regex ShardName();
}
