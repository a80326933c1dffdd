"""Makes operations.txt: the signatures of TensorFlow's operations, one line each, from the lists that TensorFlow itself keeps (tensorflow/core/ops/ops.pbtxt).

    python3 operations.py OLD NEW NAME... > operations.txt

OLD is the list of the oldest TensorFlow that must take the graphs, NEW that of the newest; operation's names follow. What is printed is OLD's signature; the script stops where an
operation is missing in one of them, where NEW has no longer an attribute, input or output of OLD, and where NEW asks for an attribute that OLD does not have and that has no default.
What NEW has more (with a default) goes to the error stream. The committed file was made from 2.7 (graph version 898) and from the lists of August 2025 (graph version 2314): TensorFlow
never takes back what an operation had, so that all between, 2.10 among them, have at least that.

A line is:  Name  inputs  ->  outputs  |  attributes
    input or output   name:TYPE         TYPE a tensor type in small letters, or the attribute that holds it
                      name:N*TYPE       as many as the attribute N says
                      name:*TYPES       one for each type in the attribute TYPES, a list
    attribute         name:kind         kind as TensorFlow's: int, float, bool, string, type, shape, tensor, list(int) ...
                      name:kind{a,b}    with the values that it may have; of types, those that the graphs of this project hold
                      a + behind it where it has a default
"""
import re
import sys


def parse(text):
    """Blocks of protocol buffers' text: a list of (key, value), value a list again or text."""
    tokens = re.findall(r'"(?:[^"\\]|\\.)*"|[\w.+-]+|[{}:<>\[\],]', text)
    def block(i):
        entries = []
        while i < len(tokens) and tokens[i] != '}':
            key = tokens[i]
            i += 1
            if tokens[i] == ':': i += 1
            if tokens[i] == '{':
                value, i = block(i + 1)
                i += 1
            else:
                value, i = tokens[i].strip('"'), i + 1
            entries.append((key, value))
        return entries, i
    return block(0)[0]


TYPES = ['float', 'double', 'int32', 'uint8', 'string', 'int64', 'bool', 'half', 'resource', 'uint64']


def one(entries, key, default=None): return next((v for k, v in entries if k == key), default)


def every(entries, key): return [v for k, v in entries if k == key]


def tensor(arg, newer={}):
    """One input or output; a type that a newer attribute holds is that attribute's default."""
    fixed, of, count, types = one(arg, 'type'), one(arg, 'type_attr'), one(arg, 'number_attr'), one(arg, 'type_list_attr')
    if of in newer: fixed, of = newer[of], None
    if types: return f"{one(arg, 'name')}:*{types}"
    kind = of or fixed[3:].lower()
    return f"{one(arg, 'name')}:{count + '*' if count else ''}{kind}"


def attribute(attr):
    """One attribute."""
    text = f"{one(attr, 'name')}:{one(attr, 'type')}"
    allowed = one(attr, 'allowed_values')
    if allowed:
        values = one(allowed, 'list', allowed)
        names = [v[3:].lower() if k == 'type' else v for k, v in values if k != 'type' or v[3:].lower() in TYPES]
        text += '{' + ','.join(dict.fromkeys(names)) + '}'
    return text + ('+' if one(attr, 'default_value') is not None else '')


def operations(path):
    with open(path, encoding='utf-8') as file: return {one(op, 'name'): op for op in every(parse(file.read()), 'op')}


def main(old_path, new_path, *names):
    old, new = operations(old_path), operations(new_path)
    for name in sorted(names, key=str.lower):
        before, after = old.get(name), new.get(name)
        if before is None or after is None: sys.exit(f'{name} is not in {old_path if before is None else new_path}')
        kept = {one(a, 'name'): a for a in every(after, 'attr')}
        known = {one(a, 'name') for a in every(before, 'attr')}
        newer = {n: one(one(a, 'default_value', []), 'type') for n, a in kept.items() if n not in known}
        for part in ('input_arg', 'output_arg'):
            if [tensor(a) for a in every(before, part)] != [tensor(a, newer) for a in every(after, part)]: sys.exit(f'{name}: {part} changed')
        for a in every(before, 'attr'):
            if one(a, 'name') not in kept or one(kept[one(a, 'name')], 'type') != one(a, 'type'): sys.exit(f"{name}: attribute {one(a, 'name')} changed")
        for a in kept.values():
            if one(a, 'name') in known: continue
            if one(a, 'default_value') is None: sys.exit(f"{name}: new attribute {one(a, 'name')} without default")
            print(f"{name}: newer attribute {attribute(a)}", file=sys.stderr)
        tensors = [' '.join(tensor(a) for a in every(before, part)) for part in ('input_arg', 'output_arg')]
        attributes = ' '.join(attribute(a) for a in every(before, 'attr'))
        print(re.sub(' +', ' ', f'{name} {tensors[0]} -> {tensors[1]} | {attributes}').strip())


if __name__ == '__main__': main(*sys.argv[1:])
