using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Protobuf;
using MlNetCnn.Testing;

namespace MlNetCnn.Onnx.Tests.Writing;

/// <summary>The file itself, field by field as <c>onnx.proto</c> numbers them.</summary>
public sealed class FileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_holds_the_fields_of_onnx_proto()
    {
        var model = new Sequential([new InputLayer([2], "input"), new Dense(1, name: "sum")], "net");
        model.Layers[0].Weights[0].SetValues([1, 2]);
        model.Layers[0].Weights[1].SetValues([3]);
        model.SaveOnnx(_folder.File("net.onnx"));
        var bytes = File.ReadAllBytes(_folder.File("net.onnx"));
        var fields = Fields(new ProtoReader(bytes, null, "model"));
        Assert.Equal(8L, fields[1]);
        Assert.Equal("MlNetCnn", fields[2]);

        var graph = Inner(bytes, "model", 7);
        var node = graph.Single(f => f.Field == 1).Text;
        Assert.Contains("Gemm", node, StringComparison.Ordinal);
        Assert.Equal("net", graph.Single(f => f.Field == 2).Text);
        Assert.Equal(2, graph.Count(f => f.Field == 5));
        Assert.Contains("sum/kernel", graph.First(f => f.Field == 5).Text, StringComparison.Ordinal);
        Assert.Equal(new byte[] { 0, 0, 128, 63, 0, 0, 0, 64 }, Tensor(graph.First(f => f.Field == 5).Bytes, out var dims, out var type));
        Assert.Equal([2, 1], dims);
        Assert.Equal(1, type);
        Assert.Contains("batch", graph.Single(f => f.Field == 11).Text, StringComparison.Ordinal);
        Assert.Single(graph, f => f.Field == 12);
    }

    [Fact]
    public void A_file_and_a_stream_are_the_same_and_nothing_is_left_of_a_file_that_fails()
    {
        var model = new Sequential([new InputLayer([4, 4, 3]), new Flatten(), new Dense(2)], "net");
        model.SaveOnnx(_folder.File("net.onnx"));
        using var stream = new MemoryStream();
        model.WriteOnnx(stream);
        Assert.Equal(stream.ToArray(), File.ReadAllBytes(_folder.File("net.onnx")));
        Assert.Throws<DirectoryNotFoundException>(() => model.SaveOnnx(_folder.File("none", "net.onnx")));
        Assert.Single(Directory.GetFileSystemEntries(_folder.Path));
    }

    private static Dictionary<int, object> Fields(ProtoReader reader)
    {
        var fields = new Dictionary<int, object>();
        while (reader.Next())
        {
            if (reader.Field is 2 or 3 or 6) fields[reader.Field] = reader.String();
            else if (reader.Field == 1) fields[1] = reader.Int64();
            else reader.Skip();
        }

        return fields;
    }

    private static List<(int Field, byte[] Bytes, string Text)> Inner(byte[] bytes, string place, int wanted)
    {
        var outer = new ProtoReader(bytes, null, place);
        var found = new List<(int, byte[], string)>();
        while (outer.Next())
        {
            if (outer.Field != wanted)
            {
                outer.Skip();
                continue;
            }

            var inner = outer.Message("graph");
            while (inner.Next())
            {
                var content = inner.Bytes().ToArray();
                found.Add((inner.Field, content, System.Text.Encoding.Latin1.GetString(content)));
            }
        }

        return found;
    }

    private static byte[] Tensor(byte[] bytes, out List<long> dims, out long type)
    {
        (dims, type) = ([], 0);
        byte[] raw = [];
        var reader = new ProtoReader(bytes, null, "tensor");
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: reader.Int64s(dims, 8); break;
                case 2: type = reader.Int64(); break;
                case 9: raw = reader.Bytes().ToArray(); break;
                default: reader.Skip(); break;
            }
        }

        return raw;
    }
}
