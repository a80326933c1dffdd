using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using MlNetCnn.Testing;

namespace MlNetCnn.TensorFlow.Tests.Export;

public sealed class TensorFlowJsFilesTests
{
    private static readonly float[] Kernel = [.. Enumerable.Range(0, 3 * 3 * 2 * 4).Select(i => i / 64f - 0.5f)];

    private static readonly GraphDef Graph = new(
    [
        Node("x", "Placeholder", [], ("dtype", DataType.Float), ("shape", new TensorShape(-1, 5, 5, 2))),
        Node("kernel", "Const", [], ("dtype", DataType.Float), ("value", TensorValue.Of(Kernel.AsMemory(), 3, 3, 2, 4))),
        Node("conv", "Conv2D", ["x", "kernel"], ("T", DataType.Float), ("strides", new long[] { 1, 2, 2, 1 }), ("padding", "SAME"), ("data_format", "NHWC"), ("use_cudnn_on_gpu", true),
            ("dilations", new long[] { 1, 1, 1, 1 }), ("explicit_paddings", new long[0])),
        Node("relu", "LeakyRelu", ["conv"], ("T", DataType.Float), ("alpha", 0.1f)),
        Node("axes", "Const", [], ("dtype", DataType.Int64), ("value", TensorValue.Of([1L, 2L], 2))),
        Node("y", "Mean", ["relu", "axes"], ("T", DataType.Float), ("Tidx", DataType.Int64), ("keep_dims", false)),
        Node("name", "Const", [], ("dtype", DataType.String), ("value", TensorValue.Of(["a", "\u00e4"], 2))),
    ]);

    private static readonly SavedModelSignature Signature = new(
        new Dictionary<string, SavedModelTensor> { ["picture"] = new("x", DataType.Float, new TensorShape(-1, 5, 5, 2)) },
        new Dictionary<string, SavedModelTensor> { ["score"] = new("y", DataType.Float, new TensorShape(-1, 4)) });

    [Fact]
    public void The_weights_are_the_constants_one_after_another_in_files_of_the_given_size()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("group1-shard9of9.bin"), "of an older model");
        File.WriteAllText(folder.File("group1.txt"), "another's");
        Graph.SaveTensorFlowJs(folder.Path, new TensorFlowJsOptions { ShardBytes = 100 });
        var manifest = Json(folder)["weightsManifest"]![0]!;
        string[] paths = [.. manifest["paths"]!.AsArray().Select(path => path!.GetValue<string>())];
        Assert.Equal(["group1-shard1of4.bin", "group1-shard2of4.bin", "group1-shard3of4.bin", "group1-shard4of4.bin"], paths);
        Assert.Equal([100L, 100, 100, 7], paths.Select(path => new FileInfo(folder.File(path)).Length));
        byte[] expected = [.. MemoryMarshal.AsBytes(Kernel.AsSpan()), 1, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, (byte)'a', 2, 0, 0, 0, .. Encoding.UTF8.GetBytes("\u00e4")];
        Assert.Equal(expected, paths.SelectMany(path => File.ReadAllBytes(folder.File(path))));
        Assert.Equal(
            """[{"name":"kernel","shape":[3,3,2,4],"dtype":"float32"},{"name":"axes","shape":[2],"dtype":"int32"},{"name":"name","shape":[2],"dtype":"string"}]""",
            manifest["weights"]!.ToJsonString());
        Assert.Equal(["group1-shard1of4.bin", "group1-shard2of4.bin", "group1-shard3of4.bin", "group1-shard4of4.bin", "group1.txt", "model.json"],
            Directory.EnumerateFiles(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_graph_is_in_the_json_of_protocol_buffers()
    {
        using var folder = new TempFolder();
        Graph.SaveTensorFlowJs(folder.Path, new TensorFlowJsOptions { Signature = Signature, Metadata = new Dictionary<string, string> { ["classes"] = "cat,dog" } });
        var json = Json(folder);
        Assert.Equal("graph-model", json["format"]!.GetValue<string>());
        Assert.Equal(1087, json["modelTopology"]!["versions"]!["producer"]!.GetValue<int>());
        var nodes = json["modelTopology"]!["node"]!.AsArray();
        Assert.Equal("""{"name":"x","op":"Placeholder","attr":{"dtype":{"type":"DT_FLOAT"},"shape":{"shape":{"dim":[{"size":"-1"},{"size":"5"},{"size":"5"},{"size":"2"}]}}}}""", nodes[0]!.ToJsonString());
        Assert.Equal("""{"dtype":{"type":"DT_INT64"},"value":{"tensor":{"dtype":"DT_INT64","tensorShape":{"dim":[{"size":"2"}]}}}}""", nodes[4]!["attr"]!.ToJsonString());
        Assert.Equal("""{"alpha":{"f":0.1},"T":{"type":"DT_FLOAT"}}""", new JsonObject { ["alpha"] = nodes[3]!["attr"]!["alpha"]!.DeepClone(), ["T"] = nodes[3]!["attr"]!["T"]!.DeepClone() }.ToJsonString());
        Assert.Equal("""["x","kernel"]""", nodes[2]!["input"]!.ToJsonString());
        var conv = nodes[2]!["attr"]!;
        Assert.Equal("""{"list":{"i":["1","2","2","1"]}}""", conv["strides"]!.ToJsonString());
        Assert.Equal("""{"list":{}}""", conv["explicit_paddings"]!.ToJsonString());
        Assert.Equal("U0FNRQ==", conv["padding"]!["s"]!.GetValue<string>());
        Assert.Equal("""{"score":{"name":"y:0","dtype":"DT_FLOAT","tensorShape":{"dim":[{"size":"-1"},{"size":"4"}]}}}""", json["signature"]!["outputs"]!.ToJsonString());
        Assert.Equal("cat,dog", json["userDefinedMetadata"]!["classes"]!.GetValue<string>());
    }

    [Fact]
    public void What_TensorFlowJs_has_not_is_refused()
    {
        using var folder = new TempFolder();
        var variable = new GraphDef([Node("v", "VarHandleOp", [])]);
        Assert.Contains("'v' is a variable", Assert.Throws<ArgumentException>(() => variable.SaveTensorFlowJs(folder.Path)).Message);
        var large = new GraphDef([Node("c", "Const", [], ("dtype", DataType.Int64), ("value", TensorValue.Scalar(1L << 40)))]);
        Assert.Contains("32 bits", Assert.Throws<NotSupportedException>(() => large.SaveTensorFlowJs(folder.Path)).Message);
        Assert.Empty(Directory.EnumerateFiles(folder.Path));
    }

    private static JsonNode Json(TempFolder folder) => JsonNode.Parse(File.ReadAllText(folder.File("model.json")))!;

    private static NodeDef Node(string name, string op, string[] inputs, params (string Key, AttrValue Value)[] attributes) => new(name, op, inputs, attributes.ToDictionary(a => a.Key, a => a.Value));
}
