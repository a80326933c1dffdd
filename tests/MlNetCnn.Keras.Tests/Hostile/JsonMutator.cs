using System.Text;
using System.Text.Json.Nodes;

namespace MlNetCnn.Keras.Tests.Hostile;

/// <summary>Damages JSON as text (letters, repeated keys, half surrogate pairs, depth) or as a tree (other values, moved, missing or doubled parts).</summary>
internal static class JsonMutator
{
    private static readonly string[] Values =
    [
        "null", "true", "-1", "0", "1", "2", "255", "65536", "1000000000", "2147483647", "-2147483648", "4294967296", "9223372036854775807", "1e9", "1e308", "1e400", "-0.5", "0.1",
        "\"x\"", "\"\"", "\"a/b\"", "\"relu\"", "[]", "{}", "[null,1]", "[[1]]", "[-1,-1]", "[[[0]]]", "[1000000,1000000]", "[null,100000,100000,1000]", "\"Sequential\"", "\"Functional\"", "\"Dense\"",
        "\"channels_first\"", "\"same\"", "\"Lambda\"", "[[[\"c\",0,0,{}]]]", "[\"c\",0,0]",
    ];

    private static readonly string[] Pieces = ["\\ud800", "\\u0000", "{", "}", "[", "]", ",", ":", "\"", "\\", "1e999", "\"name\":\"c\",", "\"class_name\":\"Dense\",", "\ud800", "é", "\u0001", "//", "NaN", "-"];

    public static string Mutate(string original, RandomStream random) => random.NextInt32(3) == 0 ? Text(original, random) : Tree(original, random);

    private static string Text(string original, RandomStream random)
    {
        var text = new StringBuilder(original);
        for (var left = 1 + random.NextInt32(4); left > 0 && text.Length > 0; left--)
        {
            var at = random.NextInt32(text.Length);
            switch (random.NextInt32(6))
            {
                case 0 or 1:
                    text[at] = (char)(32 + random.NextInt32(95));
                    break;
                case 2:
                    text.Insert(at, Pieces[random.NextInt32(Pieces.Length)]);
                    break;
                case 3:
                    text.Remove(at, Math.Min(1 + random.NextInt32(40), text.Length - at));
                    break;
                case 4:
                    var from = random.NextInt32(original.Length);
                    text.Insert(at, original.AsSpan(from, Math.Min(1 + random.NextInt32(200), original.Length - from)));
                    break;
                default:
                    if (random.NextInt32(4) == 0) text.Length = at;
                    else if (random.NextInt32(4) == 0) text.Insert(at, new string('[', 1 + random.NextInt32(200)));
                    else text[at] = (char)(48 + random.NextInt32(10));
                    break;
            }
        }

        return text.ToString();
    }

    private static string Tree(string original, RandomStream random)
    {
        var root = JsonNode.Parse(original)!;
        for (var left = 1 + random.NextInt32(3); left > 0; left--)
        {
            var node = Pick(root, random);
            if (node.Parent is null) continue;
            switch (random.NextInt32(6))
            {
                case 0 when node.Parent is JsonObject o:
                    o.Remove(node.GetPropertyName());
                    break;
                case 0 or 1 when node.Parent is JsonArray a:
                    if (random.NextInt32(2) == 0) a.Insert(random.NextInt32(a.Count + 1), node.DeepClone());
                    else a.Remove(node);
                    break;
                case 2:
                    node.ReplaceWith(Pick(root, random).DeepClone());
                    break;
                case 3 when node.Parent is JsonObject named:
                    var value = node.DeepClone();
                    named.Remove(node.GetPropertyName());
                    var names = Pick(root, random) is { Parent: JsonObject } other ? other.GetPropertyName() : "name";
                    named[names] = value;
                    break;
                default:
                    node.ReplaceWith(JsonNode.Parse(Values[random.NextInt32(Values.Length)]));
                    break;
            }
        }

        return root.ToJsonString();
    }

    private static JsonNode Pick(JsonNode root, RandomStream random)
    {
        var node = root;
        for (var depth = random.NextInt32(12); depth >= 0; depth--)
        {
            var children = node switch { JsonObject o => o.Select(p => p.Value).ToArray(), JsonArray a => a.ToArray(), _ => [] };
            if (children.Length == 0 || children[random.NextInt32(children.Length)] is not { } next) break;
            node = next;
        }

        return node;
    }
}
