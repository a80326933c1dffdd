using System.Text;
using MlNetCnn.Testing;

namespace MlNetCnn.TensorFlow.Tests.Export;

public sealed class SavedModelFilesTests
{
    private static readonly SavedModelSignature Signature = new(
        new Dictionary<string, SavedModelTensor> { ["picture"] = new("x", DataType.Float, new TensorShape(-1, 2)) },
        new Dictionary<string, SavedModelTensor> { ["score"] = new("y:0", DataType.Float, new TensorShape(-1, 2)) });

    private static readonly GraphDef Frozen = new(
    [
        Node("x", "Placeholder", [], ("dtype", DataType.Float)),
        Node("w", "Const", [], ("dtype", DataType.Float), ("value", TensorValue.Of(new[] { 2f, 3f }.AsMemory(), 2))),
        Node("y", "Mul", ["x", "w"], ("T", DataType.Float)),
    ]);

    private static readonly GraphDef Trainable = new(
    [
        Frozen.Nodes[0],
        Node("save/w", "VarHandleOp", [], ("dtype", DataType.Float), ("shape", new TensorShape(2)), ("shared_name", "w")),
        Node("w/read", "ReadVariableOp", ["save/w"], ("dtype", DataType.Float)),
        Node("y", "Mul", ["x", "w/read"], ("T", DataType.Float)),
    ]);

    [Fact]
    public void A_frozen_graph_is_one_file()
    {
        using var folder = new TempFolder();
        Frozen.SaveSavedModel(folder.File("model"), [Signature]);
        Assert.Equal(["saved_model.pb"], Directory.EnumerateFiles(folder.File("model"), "*", SearchOption.AllDirectories).Select(Path.GetFileName));
        Assert.Equal(GraphDefWriter.ToBytes(Frozen), GraphDefWriter.ToBytes(GraphDef.Load(folder.File("model", "saved_model.pb"))));
    }

    /// <summary>Every byte around the graph, laid out by hand from saved_model.proto and meta_graph.proto.</summary>
    [Fact]
    public void The_messages_are_those_of_the_format()
    {
        using var folder = new TempFolder();
        Frozen.SaveSavedModel(folder.Path, [Signature]);
        var shape = Message(3, [.. Message(2, Number(1, -1)), .. Message(2, Number(1, 2))]);
        byte[] x = [.. Text(1, "x:0"), .. Number(2, 1), .. shape];
        byte[] y = [.. Text(1, "y:0"), .. Number(2, 1), .. shape];
        byte[] signature = [.. Message(1, [.. Text(1, "picture"), .. Message(2, x)]), .. Message(2, [.. Text(1, "score"), .. Message(2, y)]), .. Text(3, "tensorflow/serving/predict")];
        byte[] meta =
        [
            .. Message(1, [.. Text(4, "serve"), .. Text(5, "2.10.0")]), .. Message(2, GraphDefWriter.ToBytes(Frozen)),
            .. Message(5, [.. Text(1, "serving_default"), .. Message(2, signature)]),
        ];
        Assert.Equal(Convert.ToHexString([.. Number(1, 1), .. Message(2, meta)]), Convert.ToHexString(File.ReadAllBytes(folder.File("saved_model.pb"))));
    }

    [Fact]
    public void Variables_come_with_the_nodes_that_load_and_save_them()
    {
        using var folder = new TempFolder();
        Trainable.SaveSavedModel(folder.Path, [Signature], new SavedModelOptions { Variables = [new("save/w", TensorValue.Of(new[] { 2f, 3f }.AsMemory(), 2)) { Key = "dense/kernel" }] });
        var graph = GraphDef.Load(folder.File("saved_model.pb")).Nodes.ToDictionary(node => node.Name);
        Assert.Equal(["save_1/Assign_0"], graph["save_1/restore_all"].Inputs.Select(input => input.TrimStart('^')));
        Assert.Equal(["save/w", "save_1/RestoreV2"], graph["save_1/Assign_0"].Inputs);
        Assert.Equal(["save_1/Const", "save_1/tensor_names", "save_1/shape_and_slices"], graph["save_1/RestoreV2"].Inputs);
        Assert.Equal(["save_1/Const", "save_1/tensor_names", "save_1/shape_and_slices", "save_1/Read_0"], graph["save_1/SaveV2"].Inputs);
        Assert.Equal(["save_1/Const", "^save_1/SaveV2"], graph["save_1/control_dependency"].Inputs);
        Assert.Equal(["dense/kernel"], ((AttrValue.Tensor)graph["save_1/tensor_names"].Attributes["value"]).Value.Strings);
        Assert.Equal(["dense/kernel"], BundleFile.Read(File.ReadAllBytes(folder.File("variables", "variables.index"))).Keys);
        byte[] saver = Message(3, [.. Text(1, "save_1/Const:0"), .. Text(2, "save_1/control_dependency:0"), .. Text(3, "save_1/restore_all"), .. Number(7, 2)]);
        Assert.True(File.ReadAllBytes(folder.File("saved_model.pb")).AsSpan().IndexOf(saver) > 0);

        Frozen.SaveSavedModel(folder.Path, [Signature]);
        Assert.Empty(Directory.EnumerateFiles(folder.File("variables")));
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once()
    {
        using var folder = new TempFolder();
        var wrong = Signature with { Outputs = new Dictionary<string, SavedModelTensor> { ["score"] = new("z:0", DataType.Float, TensorShape.Unknown) } };
        var e = Assert.Throws<ArgumentException>(() => Frozen.SaveSavedModel(folder.File("m"), [wrong], new SavedModelOptions { Tags = [], Variables = [new("w", TensorValue.Scalar(1f)), new("v", TensorValue.Of(["a"], 1))] }));
        foreach (var part in (string[])["z:0", "Tags", "'w', which is no VarHandleOp", "strings"]) Assert.Contains(part, e.Message);
        Assert.False(Directory.Exists(folder.File("m")));
    }

    private static NodeDef Node(string name, string op, string[] inputs, params (string Key, AttrValue Value)[] attributes) => new(name, op, inputs, attributes.ToDictionary(a => a.Key, a => a.Value));

    private static byte[] Number(int field, long value) => [(byte)(field << 3), .. TableBlock.Varint((ulong)value)];

    private static byte[] Message(int field, byte[] bytes) => [(byte)(field << 3 | 2), .. TableBlock.Varint((ulong)bytes.Length), .. bytes];

    private static byte[] Text(int field, string text) => Message(field, Encoding.UTF8.GetBytes(text));
}
