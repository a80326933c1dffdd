using System.Diagnostics;
using System.Text;
using MlNetCnn.Keras.Hdf5;

namespace MlNetCnn.Keras.Tests.Hostile;

/// <summary>
/// Architectures that ask for the moon, alone, in a .keras file and in an .h5 file whose weights are tiny: refused, or read without
/// taking the memory they speak of, within five seconds and the declared budget.
/// </summary>
public sealed class AbsurdConfigTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, Func<string>> Configs = new()
    {
        ["Dense of 10^9 units"] = () => Sequential([4], Layer("Dense", "\"units\": 1000000000")),
        ["Dense of 2^31 - 1 units on 10^9"] = () => Sequential([1_000_000_000], Layer("Dense", "\"units\": 2147483647")),
        ["Conv2D of 10^9 filters"] = () => Sequential([8, 8, 1], Layer("Conv2D", "\"filters\": 1000000000, \"kernel_size\": [1, 1]")),
        ["Conv2D with a kernel of 10^9"] = () => Sequential([8, 8, 1], Layer("Conv2D", "\"filters\": 1, \"kernel_size\": [1000000000, 1], \"padding\": \"same\"")),
        ["Conv2D dilated by 10^9"] = () => Sequential([8, 8, 1], Layer("Conv2D", "\"filters\": 1, \"kernel_size\": [3, 3], \"dilation_rate\": [1000000000, 1000000000], \"padding\": \"same\"")),
        ["DepthwiseConv2D of 10^9"] = () => Sequential([8, 8, 1], Layer("DepthwiseConv2D", "\"depth_multiplier\": 1000000000, \"kernel_size\": [1, 1]")),
        ["Conv2DTranspose with strides of 10^9"] = () => Sequential([8, 8, 1], Layer("Conv2DTranspose", "\"filters\": 1, \"kernel_size\": [1, 1], \"strides\": [1000000000, 1000000000]")),
        ["UpSampling2D by 10^6"] = () => Sequential([8, 8, 1], Layer("UpSampling2D", "\"size\": [1000000, 1000000]")),
        ["UpSampling2D by 2^16 twice"] = () => Sequential([65536, 1, 1], Layer("UpSampling2D", "\"size\": [65536, 1]")),
        ["ZeroPadding2D by 10^9"] = () => Sequential([8, 8, 1], Layer("ZeroPadding2D", "\"padding\": [[1000000000, 1000000000], [1000000000, 1000000000]]")),
        ["ZeroPadding2D to more than an int"] = () => Sequential([8, 8, 1], Layer("ZeroPadding2D", "\"padding\": [[2147483647, 2147483647], [0, 0]]")),
        ["Cropping2D by 10^9"] = () => Sequential([8, 8, 1], Layer("Cropping2D", "\"cropping\": [[1000000000, 1000000000], [0, 0]]")),
        ["Reshape to 10^18"] = () => Sequential([8, 8, 1], Layer("Reshape", "\"target_shape\": [1000000000, 1000000000]")),
        ["an input of 10^18"] = () => Sequential([1_000_000_000, 1_000_000_000], Layer("Flatten", "\"trainable\": true")),
        ["10^6 layers"] = () => Sequential([4], string.Join(',', Enumerable.Repeat("{\"class_name\":\"ReLU\",\"config\":{}}", 220_000))),
        ["9,900 layers in a row"] = () => Sequential([4], string.Join(',', Enumerable.Range(0, 9_900).Select(i => $"{{\"class_name\":\"ReLU\",\"config\":{{\"name\":\"r{i}\"}}}}"))),
        ["9,900 layers, last first"] = () => Functional(string.Join(',', Enumerable.Range(0, 9_900).Reverse().Select(i => Node("ReLU", $"r{i}", $"[[\"{(i == 0 ? "x" : $"r{i - 1}")}\",0,0,{{}}]]"))), "r9899"),
        ["nested 10^4 deep"] = () => string.Concat(Enumerable.Repeat("{\"class_name\":\"Sequential\",\"config\":{\"layers\":[", 10_000)),
        ["nested as deep as JSON goes"] = () => Deep(30),
        ["nested 25 deep, each calling the next twice"] = () => Twice(24),
        ["old lists nested as deep as JSON goes, with 4 MB of spaces"] = () => OldLists(30),
        ["a shared layer called 10^5 times"] = () => Functional(Node("ReLU", "r", string.Join(',', Enumerable.Range(0, 100_000).Select(i => i == 0 ? "[[\"x\",0,0,{}]]" : $"[[\"r\",{i - 1},0,{{}}]]"))), "r", 99_999),
        ["a shared layer called 300,000 times"] = () => Functional(Node("ReLU", "r", string.Join(',', Enumerable.Repeat("[[\"x\",0,0,{}]]", 300_000))), "r"),
        ["calls that wait for one another"] = () => Functional(
            string.Join(',', Enumerable.Range(0, 3_000).Select(i => Node("ReLU", $"w{i}", "[[\"a\",20000,0,{}]]")))
            + "," + Node("ReLU", "a", string.Join(',', Enumerable.Range(0, 20_001).Select(i => i == 0 ? "[[\"x\",0,0,{}]]" : $"[[\"b\",{i - 1},0,{{}}]]")))
            + "," + Node("ReLU", "b", string.Join(',', Enumerable.Range(0, 20_000).Select(i => $"[[\"a\",{i},0,{{}}]]"))), "w0"),
        ["layers of 4,096 inputs"] = () => Functional(
            string.Join(',', Enumerable.Range(0, 40).Select(i => Node("Add", $"a{i}", "[" + string.Join(',', Enumerable.Repeat("[\"x\",0,0,{}]", 4096)) + "]"))), "a39"),
        ["a ring"] = () => Functional(Node("ReLU", "a", "[[\"b\",0,0,{}]]") + "," + Node("ReLU", "b", "[[\"a\",0,0,{}]]"), "a"),
        ["a number of 10^6 digits"] = () => Sequential([4], Layer("Dense", "\"units\": " + new string('9', 1_000_000))),
        ["a name of 10^6 letters"] = () => Sequential([4], $"{{\"class_name\":\"ReLU\",\"config\":{{\"name\":\"{new string('n', 1_000_000)}\"}}}}"),
        ["8 million brackets and numbers"] = () => "{\"class_name\":\"Sequential\",\"config\":{\"layers\":[" + string.Join(',', Enumerable.Repeat("1", 4_190_000)) + "]}}",
        ["arguments of 4 million brackets"] = () => Functional(Node("ReLU", "r", "[[\"x\",0,0,{\"mask\":[" + string.Join(',', Enumerable.Repeat("[]", 2_000_000)) + "]}]]"), "r"),
        ["more text than is read"] = () => new string(' ', ReadLimits.ConfigCharacters + 1),
    };

    /// <summary>Sound models without weights; all others are refused, alone or with the tiny weights that are in the files.</summary>
    private static readonly string[] Harmless = ["9,900 layers in a row", "9,900 layers, last first", "nested as deep as JSON goes", "a name of 10^6 letters", "arguments of 4 million brackets", "old lists nested as deep as JSON goes, with 4 MB of spaces"];

    public static TheoryData<string> Names => [.. Configs.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Takes_neither_time_nor_memory(string name)
    {
        var config = Configs[name]();
        var load = new HostileLoad();
        var watch = Stopwatch.StartNew();
        load.Json(config, "json");
        load.File(ZipForge.Make([new("metadata.json", "{}"u8.ToArray()), new("config.json", Encoding.UTF8.GetBytes(config)) { Deflate = true }, new("model.weights.h5", TinyFiles.Bytes("tiny.weights.h5"))]), "keras");
        var writer = new Hdf5Writer();
        writer.Root.Attributes.SetString("keras_version", "2.2.4");
        writer.Root.Attributes.SetString("backend", "tensorflow");
        writer.Root.Group("model_weights").Attributes.SetStrings("layer_names", []);
        var h5 = new MemoryStream();
        if (config.Length < 60_000)
        {
            writer.Root.Attributes.SetString("model_config", config);
            writer.Save(h5);
            load.File(h5.ToArray(), "h5");
        }

        output.WriteLine($"{name}: {load}");
        Assert.InRange(load.Refused, Harmless.Contains(name) ? 0 : 1, load.Tried);
    }

    private static string Sequential(int[] input, string layers) =>
        $"{{\"class_name\":\"Sequential\",\"config\":{{\"name\":\"s\",\"layers\":[{{\"class_name\":\"InputLayer\",\"config\":{{\"name\":\"x\",\"batch_shape\":[null,{string.Join(',', input)}]}}}},{layers}]}}}}";

    private static string Layer(string className, string config) => $"{{\"class_name\":\"{className}\",\"config\":{{\"name\":\"l\",{config}}}}}";

    private static string Node(string className, string name, string calls) =>
        $"{{\"class_name\":\"{className}\",\"name\":\"{name}\",\"config\":{{\"name\":\"{name}\"}},\"inbound_nodes\":[{calls}]}}";

    private static string Functional(string layers, string output, int call = 0) =>
        $"{{\"class_name\":\"Functional\",\"config\":{{\"name\":\"f\",\"layers\":[{{\"class_name\":\"InputLayer\",\"name\":\"x\",\"config\":{{\"name\":\"x\",\"batch_shape\":[null,4]}},\"inbound_nodes\":[]}},{layers}],"
        + $"\"input_layers\":[[\"x\",0,0]],\"output_layers\":[[\"{output}\",{call},0]]}}}}";

    private static string Deep(int levels)
    {
        var json = "{\"class_name\":\"ReLU\",\"config\":{\"name\":\"r\"}}";
        for (var i = 0; i < levels; i++) json = $"{{\"class_name\":\"Sequential\",\"config\":{{\"name\":\"s{i}\",\"layers\":[{json}]}}}}";
        return json;
    }

    /// <summary>2^levels calls in a few kilobytes.</summary>
    private static string Twice(int levels)
    {
        var json = Functional(Node("ReLU", "r", "[[\"x\",0,0,{}]]"), "r");
        for (var i = 0; i < levels; i++)
        {
            var inner = json[..^1] + ",\"name\":\"m\",\"inbound_nodes\":[[[\"x\",0,0,{}]],[[\"m\",1,0,{}]]]}";
            json = Functional(inner, "m", 2);
        }

        return json;
    }

    private static string OldLists(int levels)
    {
        var json = new string(' ', 4 << 20) + "{\"class_name\":\"ReLU\",\"config\":{\"name\":\"r\"}}";
        for (var i = 0; i < levels; i++) json = $"{{\"class_name\":\"Sequential\",\"config\":[{json}]}}";
        return json;
    }
}
